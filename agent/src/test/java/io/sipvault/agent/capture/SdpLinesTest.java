package io.sipvault.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SdpLinesTest {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\nc=IN IP4 10.0.0.1\r\nm=audio 4000 RTP/AVP 0\r\n"
            + "m=video 5000 RTP/AVP 96\r\nc=IN IP6 2001:db8::2/127\r\na=x\r\n";

    private static List<String> find(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        List<String> found = new ArrayList<>();
        SdpLines.find(bytes, 0, bytes.length, (address, port) -> found.add(address + " " + port));
        return found;
    }

    @Test
    void findsTheMediaOfASessionWithTheAddressesThatHold() {
        assertThat(find("\r\n" + SDP)).containsExactly("10.0.0.1 4000", "2001:db8::2 5000");
    }

    @Test
    void findsPortsOfAPieceThatHasNoAddress() {
        assertThat(find("ength: 200\r\n\r\nm=audio 4000 RTP/AVP 0\r\na=rtp")).containsExactly("null 4000");
    }

    @Test
    void takesNothingForWholeThatIsCut() {
        assertThat(find("\nm=audio 40")).isEmpty();
        assertThat(find("\nc=IN IP4 10.0.0.\r")).isEmpty();
        assertThat(find("\nc=IN IP4 10.0\nm=audio 123456 RTP\n")).isEmpty();
        assertThat(find("\nm=")).isEmpty();
        assertThat(find("m=audio 4000 RTP/AVP 0\r\n")).as("perhaps not the beginning of a line").isEmpty();
    }
}
