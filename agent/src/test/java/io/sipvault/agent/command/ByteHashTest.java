package io.sipvault.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hashes of what strangers write. */
final class ByteHashTest {
    private final Random random = new Random(1);

    /** A difference in the high bits of eight bytes that one in the next eight takes back, where the mixing lets it. */
    @Test
    void letsNobodyChooseTwoThatMeet() {
        for (int i = 0; i < 200_000; i++) {
            byte[] one = new byte[16];
            random.nextBytes(one);
            byte[] other = one.clone();
            other[0] ^= 0x40;
            ByteBuffer.wrap(other).putLong(8, Bytes.i64(other, 8) ^ 0xe088251040000000L);

            assertThat(ByteHash.of(one, 0, 16)).isNotEqualTo(ByteHash.of(other, 0, 16));
        }
    }

    @Test
    void spreadsWhatDiffersByALittle() {
        Set<Long> ends = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            byte[] number = Integer.toString(100_000 + i).getBytes(StandardCharsets.US_ASCII);
            ends.add(ByteHash.of(number, 0, number.length) & 0xfffff);
        }
        assertThat(ends).hasSizeGreaterThan(9_800);
    }

    @Test
    void isTheSameForEitherCaseWhereItIsToBe() {
        byte[] small = "example.com:mixed-length".getBytes(StandardCharsets.US_ASCII);
        byte[] capital = "EXAMPLE.com:MIXED-Length".getBytes(StandardCharsets.US_ASCII);

        assertThat(ByteHash.ofAnyCase(small, 0, small.length))
                .isEqualTo(ByteHash.ofAnyCase(capital, 0, capital.length));
        assertThat(ByteHash.of(small, 0, small.length)).isNotEqualTo(ByteHash.of(capital, 0, capital.length));
    }
}
