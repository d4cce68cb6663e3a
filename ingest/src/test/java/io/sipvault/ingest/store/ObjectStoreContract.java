package io.sipvault.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store promises. A subclass gives an empty store for each test. */
public abstract class ObjectStoreContract {
    private static final int RACERS = 16;
    private static final long BIG_BYTES = 70L << 20;

    @TempDir
    Path inputs;

    private ObjectStore store;

    /** An empty store. */
    protected abstract ObjectStore open() throws Exception;

    /** How many objects the paging test stores. */
    protected int pagedObjects() {
        return 2_500;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void givesBackWhatWasStored() throws IOException {
        assertThat(store.putIfAbsent("manifests/edge-1/sip/0001.json", text("{}"))).isTrue();

        assertThat(store.read("manifests/edge-1/sip/0001.json")).isEqualTo(text("{}"));
        try (InputStream stream = store.open("manifests/edge-1/sip/0001.json")) {
            assertThat(stream.readAllBytes()).isEqualTo(text("{}"));
        }
    }

    @Test
    void keepsTheFirstOfTwoObjects() {
        assertThat(store.putIfAbsent("a/b", text("first"))).isTrue();
        assertThat(store.putIfAbsent("a/b", text("second, longer"))).isFalse();

        assertThat(store.read("a/b")).isEqualTo(text("first"));
        assertThat(store.head("a/b")).map(StoredObject::size).contains(5L);
    }

    @Test
    void doesNotShareArraysWithItsCaller() {
        byte[] content = text("evidence");
        store.putIfAbsent("a/b", content);
        Arrays.fill(content, (byte) 0);
        Arrays.fill(store.read("a/b"), (byte) 0);

        assertThat(store.read("a/b")).isEqualTo(text("evidence"));
    }

    @Test
    void storesAFile() throws IOException {
        Path file = Files.write(inputs.resolve("chunk.pcap.zst"), text("packets"));

        assertThat(store.putIfAbsent("chunks/rtp/1.pcap.zst", file)).isTrue();

        assertThat(store.read("chunks/rtp/1.pcap.zst")).isEqualTo(text("packets"));
    }

    @Test
    void leavesTheFileAloneWhenTheKeyIsTaken() throws IOException {
        store.putIfAbsent("a/b", text("first"));
        Path file = Files.write(inputs.resolve("second"), text("second"));

        assertThat(store.putIfAbsent("a/b", file)).isFalse();

        assertThat(file).hasBinaryContent(text("second"));
        assertThat(store.read("a/b")).isEqualTo(text("first"));
    }

    @Test
    void storesAFileFromItsStagingDirectory() throws IOException {
        Path directory = store.stagingDirectory().orElse(inputs);
        Path file = Files.write(directory.resolve("being-written"), text("packets"));
        assertThat(store.list("", null, 10)).isEmpty();

        assertThat(store.putIfAbsent("a/b", file)).isTrue();

        assertThat(store.read("a/b")).isEqualTo(text("packets"));
    }

    @Test
    void storesWhatALinkPointsTo() throws IOException {
        Path file = Files.write(inputs.resolve("target"), text("packets"));
        Path link = Files.createSymbolicLink(inputs.resolve("link"), file);

        assertThat(store.putIfAbsent("a/b", link)).isTrue();

        assertThat(store.read("a/b")).isEqualTo(text("packets"));
        assertThat(file).hasBinaryContent(text("packets"));
    }

    @Test
    void letsExactlyOneOfManyRacersWin() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = "race/" + round;
            List<Callable<Boolean>> racers = new ArrayList<>();
            for (int racer = 0; racer < RACERS; racer++) {
                byte[] content = racerContent(racer);
                Path file = Files.write(inputs.resolve(round + "-" + racer), content);
                boolean byFile = racer % 2 == 0;
                racers.add(() -> byFile ? store.putIfAbsent(key, file) : store.putIfAbsent(key, content));
            }
            List<Boolean> won = race(racers);
            assertThat(won).as("round %d", round).containsOnlyOnce(true);
            assertThat(store.read(key)).isEqualTo(racerContent(won.indexOf(true)));
        }
        assertThat(store.list("", null, 100)).hasSize(5);
    }

    private static byte[] racerContent(int racer) {
        byte[] content = new byte[10_000 + racer];
        Arrays.fill(content, (byte) racer);
        return content;
    }

    private static List<Boolean> race(List<Callable<Boolean>> racers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(racers.size())) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (Callable<Boolean> racer : racers) {
                running.add(threads.submit(() -> {
                    start.await();
                    return racer.call();
                }));
            }
            List<Boolean> won = new ArrayList<>();
            for (Future<Boolean> result : running) {
                won.add(result.get());
            }
            return won;
        }
    }

    @Test
    void storesABigFile() throws IOException {
        long seed = 20_260_704L;
        byte[] island = new byte[100_000];
        new Random(seed).nextBytes(island);
        Path file = inputs.resolve("big");
        List<Long> islands = List.of(0L, (32L << 20) - 50_000, (64L << 20) - 1, BIG_BYTES - island.length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            for (long offset : islands) {
                channel.write(ByteBuffer.wrap(island), offset);
            }
        }

        assertThat(store.putIfAbsent("chunks/big", file)).isTrue();

        assertThat(store.head("chunks/big")).map(StoredObject::size).contains(BIG_BYTES);
        for (long offset : islands) {
            assertThat(store.read("chunks/big", offset, island.length)).as("seed %d", seed).isEqualTo(island);
        }
        assertThat(store.read("chunks/big", 10 << 20, 4)).containsOnly(0);
        assertThat(store.putIfAbsent("chunks/big", Files.write(inputs.resolve("other"), island))).isFalse();
    }

    @Test
    void keepsTheFirstOfTwoBigFiles() throws IOException {
        assertThat(store.putIfAbsent("chunks/big", sparse("one", 1))).isTrue();
        assertThat(store.putIfAbsent("chunks/big", sparse("two", 2))).isFalse();

        assertThat(store.read("chunks/big", BIG_BYTES - 1, 1)).containsExactly(1);
    }

    private Path sparse(String name, int last) throws IOException {
        Path file = inputs.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[]{(byte) last}), BIG_BYTES - 1);
        }
        return file;
    }

    @Test
    void readsRanges() {
        store.putIfAbsent("a/b", text("0123456789"));

        assertThat(store.read("a/b", 0, 1)).isEqualTo(text("0"));
        assertThat(store.read("a/b", 9, 1)).isEqualTo(text("9"));
        assertThat(store.read("a/b", 3, 4)).isEqualTo(text("3456"));
        assertThat(store.read("a/b", 0, 10)).isEqualTo(text("0123456789"));
        assertThat(store.read("a/b", 10, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 11", "9 2", "10 1", "11 0", "5000000000 1", "9223372036854775807 2147483647"})
    void refusesRangesPastTheEnd(String range) {
        store.putIfAbsent("a/b", text("0123456789"));
        String[] parts = range.split(" ", -1);
        long offset = Long.parseLong(parts[0]);
        int length = Integer.parseInt(parts[1]);

        fails(ErrorCode.DAMAGED, () -> store.read("a/b", offset, length), "a/b", length + " bytes",
                "offset " + offset, "10 bytes");
    }

    @Test
    void refusesNegativeRanges() {
        store.putIfAbsent("a/b", text("0123456789"));

        fails(ErrorCode.BAD_REQUEST, () -> store.read("a/b", -1, 1), "a/b", "-1");
        fails(ErrorCode.BAD_REQUEST, () -> store.read("a/b", 1, -1), "a/b", "-1");
    }

    @Test
    void storesAnEmptyObject() throws IOException {
        assertThat(store.putIfAbsent("empty/bytes", new byte[0])).isTrue();
        assertThat(store.putIfAbsent("empty/file", Files.createFile(inputs.resolve("empty")))).isTrue();

        for (String key : List.of("empty/bytes", "empty/file")) {
            assertThat(store.read(key)).isEmpty();
            assertThat(store.read(key, 0, 0)).isEmpty();
            assertThat(store.head(key)).map(StoredObject::size).contains(0L);
            fails(ErrorCode.DAMAGED, () -> store.read(key, 0, 1), key, "1 bytes", "0 bytes");
        }
    }

    @Test
    void listsInByteOrderOfKeys() {
        List<String> keys = List.of("a-b/1", "a.b/1", "a/b", "a/b-c", "a/b.c", "a/b=c", "a/bc/d", "a/bc/d.json", "a0/x",
                "a=1/x", "aA/x", "a_/x", "aa/x", "b/B/z", "b/b/z");
        List<String> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(key -> store.putIfAbsent(key, text(key)));

        assertThat(keys(store.list("", null, 100))).isEqualTo(keys).isSorted();
        for (String after : keys) {
            assertThat(keys(store.list("", after, 3))).isEqualTo(
                    keys.stream().filter(key -> key.compareTo(after) > 0).limit(3).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/", "a/b", "a/b.", "a/b/", "a/bc/", "a/bc/d.json", "b", "a.b", "c"})
    void listsWhatBeginsWithAPrefix(String prefix) {
        List<String> keys = List.of("a.b/1", "a/b.c", "a/b=c", "a/bc/d", "a/bc/d.json", "a0/x", "b/B/z", "b/b/z");
        keys.forEach(key -> store.putIfAbsent(key, text(key)));

        List<String> expected = keys.stream().filter(key -> key.startsWith(prefix)).toList();
        assertThat(keys(store.list(prefix, null, 100))).isEqualTo(expected);
        assertThat(keys(store.list(prefix, "a/bc/d", 100)))
                .isEqualTo(expected.stream().filter(key -> key.compareTo("a/bc/d") > 0).toList());
        assertThat(keys(store.list(prefix, "a/bc", 1)))
                .isEqualTo(expected.stream().filter(key -> key.compareTo("a/bc") > 0).limit(1).toList());
    }

    @Test
    void listsManyObjectsPageByPage() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < pagedObjects(); i++) {
            keys.add("manifests/agent-" + i % 3 + "/" + (i % 2 == 0 ? "sip" : "rtp") + "/" + (100_000 + i) + ".json");
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> put : threads.invokeAll(keys.stream().map(this::putting).toList())) {
                assertThat(put.get()).isTrue();
            }
        }
        Collections.sort(keys);
        List<String> listed = new ArrayList<>();
        String after = null;
        for (List<StoredObject> page = page(after); !page.isEmpty(); page = page(after)) {
            listed.addAll(keys(page));
            after = page.getLast().key();
        }
        assertThat(listed).isEqualTo(keys);
        assertThat(keys(store.list("manifests/", null, keys.size() + 1))).isEqualTo(keys);
    }

    private Callable<Boolean> putting(String key) {
        return () -> store.putIfAbsent(key, text(key));
    }

    private List<StoredObject> page(@Nullable String after) {
        List<StoredObject> page = store.list("manifests/", after, 97);
        assertThat(page).hasSizeLessThanOrEqualTo(97);
        return page;
    }

    @Test
    void refusesListingsWithoutALimitOrOutsideOfItsKeys() {
        fails(ErrorCode.BAD_REQUEST, () -> store.list("", null, 0), "limit", "0");
        for (String prefix : List.of("/", "../", "a/../", "a//", ".staging/", "a b", "a\0")) {
            fails(ErrorCode.BAD_REQUEST, () -> store.list(prefix, null, 10), "prefix");
        }
    }

    @Test
    void describesAnObject() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofMinutes(5));
        store.putIfAbsent("a/b=1.json", text("12345"));

        StoredObject found = store.head("a/b=1.json").orElseThrow();

        assertThat(found.key()).isEqualTo("a/b=1.json");
        assertThat(found.size()).isEqualTo(5);
        assertThat(found.modified()).isBetween(before, before.plus(Duration.ofMinutes(10)));
        assertThat(store.list("a/", null, 1)).singleElement()
                .satisfies(listed -> assertThat(listed.size()).isEqualTo(5));
    }

    @Test
    void datesAnOldFileByItsPut() throws IOException {
        Path file = Files.write(inputs.resolve("old"), text("old"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        store.putIfAbsent("a/old", file);

        assertThat(store.head("a/old").orElseThrow().modified()).isAfter(Instant.EPOCH.plus(Duration.ofDays(1)));
    }

    @Test
    void knowsNothingOfAbsentObjects() {
        store.putIfAbsent("a/b", text("x"));

        for (String key : List.of("a", "a/c", "a/b/c", "b")) {
            assertThat(store.head(key)).isEmpty();
            fails(ErrorCode.NOT_FOUND, () -> store.read(key), key, store.location());
            fails(ErrorCode.NOT_FOUND, () -> store.read(key, 0, 1), key);
            fails(ErrorCode.NOT_FOUND, () -> store.read(key, 0, 0), key);
            fails(ErrorCode.NOT_FOUND, () -> store.open(key), key);
        }
    }

    @Test
    void removesAnObjectAndLetsItsKeyBeUsedAgain() {
        store.putIfAbsent("a/b/c", text("1"));
        store.putIfAbsent("a/d", text("2"));

        store.delete("a/b/c");
        store.delete("a/b/c");
        store.delete("never/there");

        assertThat(keys(store.list("", null, 10))).containsExactly("a/d");
        assertThat(store.putIfAbsent("a/b/c", text("3"))).isTrue();
        assertThat(store.read("a/b/c")).isEqualTo(text("3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/.", "a/..", "../a", "a/../b", "./a",
            ".staging/a",
            ".hidden", "a b", "a\\b", "a:b", "a%2e", "a+b", "ä", "a\nb", "a\0b", "C:/a", "a/~"})
    void refusesIllegalKeys(String key) throws IOException {
        Path file = Files.write(inputs.resolve("file"), text("x"));

        fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent(key, text("x")), "Refused the key");
        fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent(key, file), "Refused the key");
        fails(ErrorCode.BAD_REQUEST, () -> store.read(key), "Refused the key");
        fails(ErrorCode.BAD_REQUEST, () -> store.read(key, 0, 1), "Refused the key");
        fails(ErrorCode.BAD_REQUEST, () -> store.open(key), "Refused the key");
        fails(ErrorCode.BAD_REQUEST, () -> store.head(key), "Refused the key");
        fails(ErrorCode.BAD_REQUEST, () -> store.delete(key), "Refused the key");
        assertThat(file).exists();
    }

    @Test
    void takesTheLongestKeyAndNoLonger() {
        String segment = "s".repeat(255);
        String longest = segment + "/" + segment + "/" + segment + "/" + "s".repeat(900 - 3 * 256);

        assertThat(store.putIfAbsent("a/" + segment, text("x"))).isTrue();
        fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent("a/" + segment + "s", text("x")), "256");
        assertThat(store.putIfAbsent(longest, text("x"))).isTrue();
        fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent(longest + "s", text("x")), "901");
    }

    @Test
    void leavesNothingWhenTheFileIsGone() {
        Path gone = inputs.resolve("vanished");

        fails(ErrorCode.LOCAL_FILE, () -> store.putIfAbsent("a/b", gone), "vanished", "a/b");

        assertThat(store.head("a/b")).isEmpty();
        assertThat(store.list("", null, 10)).isEmpty();
        assertThat(store.putIfAbsent("a/b", text("later"))).isTrue();
    }

    @Test
    void leavesNothingWhenTheFileIsADirectory() throws IOException {
        Path directory = Files.createDirectory(inputs.resolve("directory"));

        fails(ErrorCode.LOCAL_FILE, () -> store.putIfAbsent("a/b", directory), "directory", "a/b");

        assertThat(store.list("", null, 10)).isEmpty();
        assertThat(directory).exists();
    }

    /** The failure's code and pieces of its message. */
    protected static void fails(ErrorCode code, ThrowingCallable call, String... pieces) {
        assertThatExceptionOfType(ForensicException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).contains(pieces);
        });
    }

    protected static List<String> keys(List<StoredObject> objects) {
        return objects.stream().map(StoredObject::key).toList();
    }

    protected static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
