package io.sipvault.ingest.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Hash128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CaptureInputTest {
    private static final byte[] CONTENT = content(700_000);

    @TempDir
    private Path directory;

    /** What reading gave, until the end or damage. */
    private record Result(byte[] content, String damage, byte[] sha256, long fileBytes, long trailingBytes,
            Compression compression) {}

    @ParameterizedTest
    @EnumSource
    void givesTheContentAndTheHashOfTheFile(Compression compression) throws IOException {
        byte[] file = compress(compression, CONTENT);
        Path path = Files.write(directory.resolve("capture"), file);
        ByteArrayOutputStream observed = new ByteArrayOutputStream();

        try (CaptureInput input = CaptureInput.open(path, observed::write)) {
            assertThat(input.compression()).isEqualTo(compression);
            assertThat(input.stream().readAllBytes()).isEqualTo(CONTENT);
            assertThat(input.stream().read()).isEqualTo(-1);
            assertThat(input.decompressedBytes()).isEqualTo(CONTENT.length);
            assertThat(input.sha256OfFile()).isEqualTo(Hash128.sha256().digest(file));
            assertThat(input.fileBytes()).isEqualTo(file.length);
            assertThat(input.trailingBytes()).isZero();
            assertThat(observed.toByteArray()).isEqualTo(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameWhateverPiecesTheSourceGives(Compression compression) throws IOException {
        byte[] content = Arrays.copyOf(CONTENT, 40_000);
        byte[] file = join(compress(compression, content), compress(compression, content));

        for (int piece : new int[]{1, 7, 4_096}) {
            Result result = read(new Trickle(file, piece), 999);

            assertThat(result.content()).as("pieces of %d", piece).isEqualTo(join(content, content));
            assertThat(result.damage()).isEmpty();
            assertThat(result.sha256()).isEqualTo(Hash128.sha256().digest(file));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void readsJoinedPartsAsOneEvenEmptyOnes(Compression compression) throws IOException {
        byte[] empty = compress(compression, new byte[0]);
        byte[] part = compress(compression, CONTENT);

        Result result = read(join(join(empty, part), join(empty, part)));

        assertThat(result.content()).isEqualTo(join(CONTENT, CONTENT));
        assertThat(result.damage()).isEmpty();
        assertThat(result.trailingBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void hashesAndCountsWhatTrails(Compression compression) throws IOException {
        byte[] file = join(compress(compression, CONTENT), new byte[]{'r', 'e', 's', 't', '!'});

        Result result = read(file);

        assertThat(result.content()).isEqualTo(CONTENT);
        assertThat(result.damage()).isEmpty();
        assertThat(result.trailingBytes()).isEqualTo(5);
        assertThat(result.sha256()).isEqualTo(Hash128.sha256().digest(file));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void readsEachTruncationUpToItsDamage(Compression compression) throws IOException {
        byte[] content = Arrays.copyOf(CONTENT, 1_500);
        byte[] file = compress(compression, content);
        int longest = 0;

        for (int length = 8; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            Result result = read(cut);

            assertThat(result.compression()).isEqualTo(compression);
            assertThat(result.damage()).as("length %d", length).contains("damaged at offset ")
                    .contains("" + compression);
            assertThat(result.content()).isEqualTo(Arrays.copyOf(content, result.content().length));
            assertThat(result.sha256()).isEqualTo(Hash128.sha256().digest(cut));
            longest = Math.max(longest, result.content().length);
        }
        assertThat(longest).isEqualTo(content.length);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void givesAllPartsBeforeADamagedOne(Compression compression) throws IOException {
        byte[] part = compress(compression, CONTENT);
        byte[] file = join(part, part);
        Arrays.fill(file, part.length + 300_000, part.length + 300_050, (byte) 0xff);

        Result result = read(file);

        assertThat(result.damage()).contains("damaged at offset ");
        assertThat(result.content().length).isBetween(CONTENT.length, 2 * CONTENT.length);
        assertThat(Arrays.copyOf(result.content(), CONTENT.length)).isEqualTo(CONTENT);
        assertThat(result.sha256()).isEqualTo(Hash128.sha256().digest(file));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void survivesAnyDamage(Compression compression) throws IOException {
        byte[] part = compress(compression, Arrays.copyOf(CONTENT, 500));
        byte[] file = join(part, part);
        long seed = 1_952;
        Random random = new Random(seed);

        for (int round = 0; round < 200; round++) {
            byte[] damaged = file.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[8 + random.nextInt(file.length - 8)] = (byte) random.nextInt(256);
            }
            Result result = read(damaged);
            assertThat(result.sha256()).as("seed %d, round %d: %s", seed, round, result.damage())
                    .isEqualTo(Hash128.sha256().digest(damaged));
        }
    }

    @Test
    void givesEveryZstdBlockBeforeADamagedOne() throws IOException {
        byte[] file = compress(Compression.ZSTD, CONTENT);
        byte[] cut = Arrays.copyOf(file, file.length - 10);

        Result result = read(cut);

        assertThat(result.damage()).contains("the file ends inside a zstd block");
        assertThat(result.content()).isEqualTo(Arrays.copyOf(CONTENT, CONTENT.length / 131_072 * 131_072));
    }

    @Test
    void givesWhatGzipHoldsBeforeItsWrongTrailer() throws IOException {
        byte[] file = compress(Compression.GZIP, CONTENT);
        file[file.length - 8] ^= 1;

        Result result = read(file);

        assertThat(result.content()).isEqualTo(CONTENT);
        assertThat(result.damage()).contains("gzip trailer says CRC-32 ").contains("after 700000 bytes of content");
    }

    @Test
    void noticesAWrongZstdChecksum() throws IOException {
        byte[] file = compress(Compression.ZSTD, CONTENT);
        file[file.length - 1] ^= 1;

        Result result = read(file);

        assertThat(result.content()).isEqualTo(CONTENT);
        assertThat(result.damage()).contains("the zstd checksum of 4 bytes does not match the content");
    }

    @Test
    void namesADamagedZstdBlock() throws IOException {
        byte[] file = compress(Compression.ZSTD, CONTENT);
        Arrays.fill(file, 9, 60, (byte) 0x5a);

        Result result = read(file);

        assertThat(result.content()).isEmpty();
        assertThat(result.damage()).contains("the zstd block of ").contains("cannot be decoded");
    }

    @Test
    void refusesZstdThatNeedsALargeWindow() throws IOException {
        byte[] file = compress(Compression.ZSTD, CONTENT);
        file[5] = (byte) (18 << 3);

        assertThat(read(file).damage()).contains("the zstd frame header of 6 bytes asks for a window over 128 MiB");
    }

    @Test
    void readsGzipWithEveryHeaderField() throws IOException {
        byte[] plain = compress(Compression.GZIP, CONTENT);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(plain, 0, 3);
        file.write(2 | 4 | 8 | 16);
        file.write(plain, 4, 6);
        file.writeBytes(new byte[]{3, 0, 'a', 'b', 'c'});
        file.writeBytes(new byte[]{'n', 'a', 'm', 'e', 0, 'n', 'o', 't', 'e', 0});
        file.writeBytes(new byte[]{1, 2});
        file.write(plain, 10, plain.length - 10);

        assertThat(read(file.toByteArray()).content()).isEqualTo(CONTENT);
    }

    @Test
    void readsZstdBehindAndBetweenSkippableFrames() throws IOException {
        byte[] skippable = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9};
        byte[] part = compress(Compression.ZSTD, CONTENT);

        Result result = read(join(join(skippable, part), join(skippable, join(part, skippable))));

        assertThat(result.content()).isEqualTo(join(CONTENT, CONTENT));
        assertThat(result.compression()).isEqualTo(Compression.ZSTD);
        assertThat(result.trailingBytes()).isZero();
    }

    @Test
    void readsZstdOfEveryLevelAndContent() throws IOException {
        for (int level : new int[]{-5, 1, 3, 12, 19}) {
            for (byte[] content : new byte[][]{new byte[1_000_000], CONTENT, Arrays.copyOf(CONTENT, 1)}) {
                assertThat(read(Zstd.compress(content, level)).content()).as("level %d", level).isEqualTo(content);
            }
        }
    }

    @Test
    void readsXzWithPaddingBetweenStreams() throws IOException {
        byte[] part = compress(Compression.XZ, CONTENT);

        Result result = read(join(join(part, new byte[8]), part));

        assertThat(result.content()).isEqualTo(join(CONTENT, CONTENT));
    }

    @Test
    void givesEveryXzChunkBeforeACut() throws IOException {
        byte[] content = content(1_500_000);
        byte[] file = compress(Compression.XZ, content);

        Result result = read(Arrays.copyOf(file, file.length / 2));

        assertThat(result.content()).isEqualTo(Arrays.copyOf(content, result.content().length));
        assertThat(result.content().length).isGreaterThan(content.length / 2 - 200_000);
    }

    @Test
    void refusesXzThatNeedsTooMuchMemory() throws IOException {
        byte[] file = withLargeDictionary(compressXz(new byte[10], new LZMA2Options(0)));

        assertThat(read(file).damage()).contains("KiB of memory, the limit is 131072 KiB");
    }

    /** Sets the dictionary size of an xz block header to 1.5 GiB, with the header's CRC-32 renewed. */
    private static byte[] withLargeDictionary(byte[] file) {
        int blockAt = 12;
        int headerBytes = (file[blockAt] & 0xff) * 4 + 4;
        file[blockAt + 4] = 37;
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(file, blockAt, headerBytes - 4);
        for (int i = 0; i < 4; i++) {
            file[blockAt + headerBytes - 4 + i] = (byte) (crc.getValue() >>> (8 * i));
        }
        return file;
    }

    @Test
    void keepsFailingAfterDamage() throws IOException {
        byte[] file = compress(Compression.GZIP, CONTENT);
        try (CaptureInput input = CaptureInput.of(new ByteArrayInputStream(file, 0, 1_000), "a.gz", null)) {
            byte[] buffer = new byte[1 << 20];
            while (catchThrowableOfType(ForensicException.class, () -> input.stream().read(buffer)) == null) {
                assertThat(input.decompressedBytes()).isPositive();
            }
            ForensicException again = catchThrowableOfType(ForensicException.class, () -> input.stream().read(buffer));

            assertThat(again.code()).isEqualTo(ErrorCode.DAMAGED);
            assertThat(again)
                    .hasMessageStartingWith("decompress a.gz (GZIP): damaged at offset 1000 of the compressed file");
        }
    }

    @Test
    void passesOnThatTheSourceFailed() throws IOException {
        byte[] file = compress(Compression.XZ, CONTENT);
        InputStream failing = new Trickle(file, 10_000) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = super.read(to, offset, length);
                if (position > 100_000) {
                    throw new IOException("disk on fire");
                }
                return read;
            }
        };
        try (CaptureInput input = CaptureInput.of(failing, "a.xz", null)) {
            ForensicException failure = catchThrowableOfType(ForensicException.class,
                    () -> input.stream().readAllBytes());

            assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_FILE);
            assertThat(failure).hasMessageContaining("disk on fire");
        }
    }

    @Test
    void saysThatAFileIsNotThere() {
        ForensicException failure = catchThrowableOfType(ForensicException.class,
                () -> CaptureInput.open(directory.resolve("nothing.pcap")));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void saysThatADirectoryIsNoFile() {
        ForensicException failure = catchThrowableOfType(ForensicException.class, () -> CaptureInput.open(directory));

        assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_FILE);
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        Result result = read(new byte[0]);

        assertThat(result.content()).isEmpty();
        assertThat(result.compression()).isEqualTo(Compression.NONE);
        assertThat(result.sha256()).isEqualTo(Hash128.sha256().digest(new byte[0]));
    }

    @Test
    void doesNotFollowCompressionInsideCompression() throws IOException {
        byte[] inner = compress(Compression.GZIP, CONTENT);

        assertThat(read(compress(Compression.ZSTD, inner)).content()).isEqualTo(inner);
    }

    private static Result read(byte[] file) throws IOException {
        return read(new ByteArrayInputStream(file), 70_000);
    }

    private static Result read(InputStream source, int bufferBytes) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[bufferBytes];
        String damage = "";
        try (CaptureInput input = CaptureInput.of(source, "capture", null)) {
            try {
                int read;
                while ((read = input.stream().read(buffer)) >= 0) {
                    content.write(buffer, 0, read);
                }
            } catch (ForensicException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.DAMAGED);
                damage = String.valueOf(e.getMessage());
            }
            return new Result(content.toByteArray(), damage, input.sha256OfFile(), input.fileBytes(),
                    input.trailingBytes(), input.compression());
        }
    }

    private static byte[] compress(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        switch (compression) {
            case NONE -> file.writeBytes(content);
            case GZIP -> writeTo(new GZIPOutputStream(file), content);
            case ZSTD -> writeTo(new ZstdOutputStream(file, 1).setChecksum(true), content);
            case XZ -> file.writeBytes(compressXz(content, new LZMA2Options(0)));
        }
        return file.toByteArray();
    }

    private static byte[] compressXz(byte[] content, LZMA2Options options) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        writeTo(new XZOutputStream(file, options), content);
        return file.toByteArray();
    }

    private static void writeTo(OutputStream out, byte[] content) throws IOException {
        try (out) {
            out.write(content);
        }
    }

    /** Bytes that compress to about a half and repeat nowhere. */
    private static byte[] content(int length) {
        byte[] content = new byte[length];
        Random random = new Random(99);
        for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(16);
        }
        return content;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** A source that gives few bytes at a time. */
    private static class Trickle extends InputStream {
        int position;
        private final byte[] bytes;
        private final int piece;

        Trickle(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("reads in pieces only");
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int taken = Math.min(Math.min(length, piece), bytes.length - position);
            System.arraycopy(bytes, position, to, offset, taken);
            position += taken;
            return taken == 0 ? -1 : taken;
        }
    }
}
