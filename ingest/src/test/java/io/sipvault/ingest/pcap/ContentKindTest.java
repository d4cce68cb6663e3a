package io.sipvault.ingest.pcap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ContentKindTest {
    @Test
    void tellsCapturesByTheirMagic() {
        for (String magic : new String[]{"a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "a1b2cd34", "34cdb2a1"}) {
            assertThat(kind(HexFormat.of().parseHex(magic))).as(magic).isEqualTo(ContentKind.PCAP);
        }
        assertThat(kind(HexFormat.of().parseHex("0a0d0d0a 0000001c 1a2b3c4d".replace(" ", ""))))
                .isEqualTo(ContentKind.PCAPNG);
        assertThat(kind(HexFormat.of().parseHex("0a0d0d0a 1c000000 4d3c2b1a".replace(" ", ""))))
                .isEqualTo(ContentKind.PCAPNG);
    }

    @Test
    void tellsATextThatBeginsWithLineBreaksFromPcapng() {
        assertThat(kind("\n\r\r\nINVITE sip:bob".getBytes(UTF_8))).isEqualTo(ContentKind.TEXT);
    }

    @Test
    void tellsLogs() {
        assertThat(kind("2024-05-01 14:05:12 NOTICE Übergabe 通話 📞\r\n\tat line".getBytes(UTF_8)))
                .isEqualTo(ContentKind.TEXT);
        assertThat(kind("\u001b[31mERROR\u001b[0m\n".getBytes(UTF_8))).isEqualTo(ContentKind.TEXT);
        assertThat(kind("\ufeffwith a byte order mark".getBytes(UTF_8))).isEqualTo(ContentKind.TEXT);
    }

    @Test
    void tellsALogCutInsideACharacter() {
        byte[] text = "line 📞".getBytes(UTF_8);
        for (int length = 1; length <= text.length; length++) {
            assertThat(ContentKind.of(text, length)).as("length %d", length).isEqualTo(ContentKind.TEXT);
        }
    }

    @Test
    void knowsNothingElse() {
        assertThat(kind(new byte[]{'a', 0, 'b'})).isEqualTo(ContentKind.UNKNOWN);
        assertThat(kind("Grüße an alle".getBytes(ISO_8859_1))).isEqualTo(ContentKind.UNKNOWN);
        assertThat(kind("a log".getBytes(UTF_16LE))).isEqualTo(ContentKind.UNKNOWN);
        assertThat(kind(HexFormat.of().parseHex("c0af"))).as("overlong").isEqualTo(ContentKind.UNKNOWN);
        assertThat(kind(HexFormat.of().parseHex("80"))).as("continuation").isEqualTo(ContentKind.UNKNOWN);
        assertThat(kind(HexFormat.of().parseHex("f5808080"))).as("beyond").isEqualTo(ContentKind.UNKNOWN);
        assertThat(kind("PK\u0003\u0004".getBytes(UTF_8))).isEqualTo(ContentKind.UNKNOWN);
    }

    @Test
    void tellsAnEmptyFile() {
        assertThat(kind(new byte[0])).isEqualTo(ContentKind.EMPTY);
    }

    private static ContentKind kind(byte[] head) {
        return ContentKind.of(head, head.length);
    }
}
