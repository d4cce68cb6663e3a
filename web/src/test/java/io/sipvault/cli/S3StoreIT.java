package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.s3.S3ProxyServer;
import io.sipvault.ingest.store.setting.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The archive in a bucket: everything that the commands do with a local store they do there. */
final class S3StoreIT {
    private static final int KILLS = 4;
    private static final long SHORTEST_MS = 800;

    private static S3ProxyServer server;
    private static int prefixes;
    private static Path folder;
    private static List<String> expected;

    private final String prefix = "site-" + prefixes++;

    @BeforeAll
    static void importLocally(@TempDir Path shared) throws Exception {
        server = new S3ProxyServer();
        folder = shared;
        Path local = folder.resolve("local");
        assertThat(Cli.run(arguments(local, files())).status()).isZero();
        expected = dump(local);
        assertThat(expected).hasSizeGreaterThan(40);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    /** The environment that whoever runs containers gives: the secret key in a file. */
    private Map<String, String> environment() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), S3ProxyServer.SECRET_KEY + "\n");
        return new TreeMap<>(Map.of("SIPVAULT_STORE", "s3://" + S3ProxyServer.BUCKET + "/" + prefix,
                "SIPVAULT_S3_ENDPOINT", server.endpoint().toString(), "SIPVAULT_S3_ACCESS_KEY",
                S3ProxyServer.ACCESS_KEY, "SIPVAULT_S3_SECRET_KEY_FILE", secret.toString()));
    }

    /** A data directory with the same settings in its file, for commands in this process. */
    private Path configured(String name) throws IOException {
        return configured(name, server);
    }

    private Path configured(String name, S3ProxyServer at) throws IOException {
        Path data = Files.createDirectories(folder.resolve(prefix + "-" + name));
        Files.write(data.resolve(StoreSettings.FILE), List.of("sipvault.store=s3",
                "sipvault.s3.endpoint=" + at.endpoint(), "sipvault.s3.bucket=" + S3ProxyServer.BUCKET,
                "sipvault.s3.prefix=" + prefix, "sipvault.s3.access-key=" + S3ProxyServer.ACCESS_KEY,
                "sipvault.s3.secret-key=" + S3ProxyServer.SECRET_KEY));
        return data;
    }

    private ObjectStore store(Path data) {
        return StoreSettings.read(null, Map.of(), data).open();
    }

    private static Object[] arguments(Path data, List<Path> files) {
        return Stream.concat(Stream.of("import", "--data", data), files.stream()).toArray();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> captures = Files.list(Cli.samples())) {
            return captures.sorted().toList();
        }
    }

    private Cli finish(Object... arguments) throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, environment(), arguments)) {
            Cli cli = child.finish();
            assertThat(cli.status()).as(cli.toString()).isZero();
            assertThat(cli.toString()).doesNotContain(S3ProxyServer.SECRET_KEY);
            return cli;
        }
    }

    private static Cli ok(Object... arguments) {
        Cli cli = Cli.run(arguments);
        assertThat(cli.status()).as(cli.toString()).isZero();
        return cli;
    }

    /** All that a search shows, and the proof that the archive is whole. */
    private static List<String> dump(Path data) {
        List<String> all = new ArrayList<>(ok("search", "--data", data, "--json").out());
        for (String row : List.of("--dialogs", "--streams", "--messages")) {
            all.addAll(ok("search", "--data", data, row, "--json").out());
        }
        assertThat(ok("verify", "--data", data).out().getLast()).contains(" 0 failures");
        return all;
    }

    @Test
    void doesWithABucketWhatItDoesWithAFolder() throws Exception {
        Path data = configured("data");
        Cli imported = finish(arguments(data, files()));

        assertThat(dump(data)).isEqualTo(expected);
        assertThat(data.resolve("store")).doesNotExist();
        assertThat(data.resolve("staging")).isEmptyDirectory();
        assertGivesBackEveryFile(data, imported);
        assertExportsCall(data);
        assertThat(ok("jobs", "--data", data, "--rebuild").out()).contains("rebuilt as index generation g2");
        assertThat(dump(data)).isEqualTo(expected);
        assertThat(ok(arguments(data, files())).err()).filteredOn(line -> line.contains("known already"))
                .hasSameSizeAs(files());
    }

    private static void assertGivesBackEveryFile(Path data, Cli imported) throws IOException {
        JsonNode imports = JsonMapper.shared().readTree(imported.summary()).get("imports");
        List<Path> files = files();
        assertThat(imports).hasSize(files.size());
        Path given = folder.resolve("given-back");
        for (int i = 0; i < files.size(); i++) {
            ok("export", "--data", data, "--import", imports.get(i).asString(), "-o", given);
            assertThat(Files.mismatch(given, files.get(i))).isEqualTo(-1);
        }
    }

    private static void assertExportsCall(Path data) throws IOException {
        String callId = JsonMapper.shared()
                .readTree(ok("search", "--data", data, "--json", "status:486").out().getFirst())
                .get("call_id").asString();
        Path local = folder.resolve("local");
        assertThat(ok("show", "--data", data, callId).out()).isEqualTo(ok("show", "--data", local, callId).out());
        for (String ending : List.of(".pcap", ".pcapng", ".tar")) {
            Path there = folder.resolve("there" + ending);
            Path here = folder.resolve("here" + ending);
            ok("export", "--data", data, "--call-id", callId, "-o", there);
            ok("export", "--data", local, "--call-id", callId, "-o", here);
            assertThat(Files.size(here)).isPositive();
            assertThat(Files.mismatch(there, here)).as(ending).isEqualTo(-1);
        }
    }

    @Test
    void givesTheSameAfterKillsAtAnyMoment() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        Random random = new Random(seed);
        Path data = configured("data");
        long began = System.nanoTime();
        finish(arguments(configured("undisturbed"), files().subList(0, 3)));
        long someMs = Math.max(SHORTEST_MS + 1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // as long as some of the files took, all of them are not done: one kill meets it, the others may come too late
            long most = kill == 0 ? someMs : someMs * 2;
            try (ChildProcess child = ChildProcess.start(folder, environment(), arguments(data, files()))) {
                killed += child.killAfter(random.nextLong(SHORTEST_MS, most)) ? 1 : 0;
            }
            assertEveryManifestHasItsObject(data);
        }
        assertThat(killed).as("kills that met a running import, seed " + seed).isPositive();

        Cli last = finish(arguments(data, files()));

        assertThat(dump(data)).as("-Dkill.seed=" + seed).isEqualTo(expected);
        assertThat(data.resolve("staging")).isEmptyDirectory();
        assertGivesBackEveryFile(data, last);
    }

    private void assertEveryManifestHasItsObject(Path data) {
        try (ObjectStore store = store(data)) {
            store.list("manifests/", null, 1000).stream().map(ObjectStore.StoredObject::key)
                    .filter(key -> key.endsWith(".json"))
                    .map(key -> JsonMapper.shared().readTree(store.read(key)).get("object").asString())
                    .forEach(object -> assertThat(store.head(object)).as(object).isPresent());
        }
    }

    @Test
    void sharesABucketBetweenTwoInstallations() throws Exception {
        Path one = configured("one");
        Path two = configured("two");
        List<Path> files = files();
        int third = files.size() / 3;
        try (ChildProcess first = ChildProcess.start(folder, environment(),
                arguments(one, files.subList(0, 2 * third)));
                ChildProcess second = ChildProcess.start(folder, environment(),
                        arguments(two, files.subList(third, files.size())))) {
            assertThat(first.finish().status()).isZero();
            assertThat(second.finish().status()).isZero();
        }
        ok("jobs", "--data", one, "--run");
        ok("jobs", "--data", two, "--run");

        assertThat(dump(one)).isEqualTo(expected);
        assertThat(dump(two)).isEqualTo(expected);
        try (ObjectStore store = store(one)) {
            assertThat(store.list("keys/", null, 10)).as("each signs with its own key").hasSize(2);
        }
        Path three = configured("three");
        ok("jobs", "--data", three, "--run");
        assertThat(dump(three)).as("an index of an archive that was there").isEqualTo(expected);
    }

    @Test
    void searchesWithoutTheServer() throws Exception {
        S3ProxyServer mortal = new S3ProxyServer();
        Path data = configured("data", mortal);
        ok(arguments(data, files().subList(0, 3)));
        List<String> calls = ok("search", "--data", data, "--json").out();
        mortal.stop();

        assertThat(calls).isNotEmpty();
        assertThat(ok("search", "--data", data, "--json").out()).isEqualTo(calls);
    }
}
