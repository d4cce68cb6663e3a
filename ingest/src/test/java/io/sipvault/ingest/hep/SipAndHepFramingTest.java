package io.sipvault.ingest.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.SipStreamReassembler;
import io.sipvault.ingest.transport.StreamMessage;
import io.sipvault.ingest.transport.TcpSegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipAndHepFramingTest {
    private static final Endpoint SENDER = Endpoint.ofV4(0x0a000001, 40_000);
    private static final Endpoint COLLECTOR = Endpoint.ofV4(0x0a000002, 9060);

    private final List<byte[]> messages = new ArrayList<>();

    /** So long that a low byte of its length is a line feed: what follows seems to begin a line. */
    private static byte[] hep(int number) {
        String message = "INVITE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK" + number
                + "\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCSeq: 1 INVITE\r\nCall-ID: " + number + "\r\n";
        int payload = 0x010a - 6 - "\r\nContent-Length: 0\r\n\r\n".length();
        String padded = message + "X-Fill: " + "x".repeat(payload - message.length() - "X-Fill: ".length());
        return HepBytes.of(17, SENDER, COLLECTOR, 0).sip(number, padded + "\r\nContent-Length: 0\r\n\r\n");
    }

    private void join(TcpSegment... segments) {
        SipStreamReassembler reassembler = new SipStreamReassembler(SipAndHepFraming.INSTANCE, this::take);
        Arrays.stream(segments).forEach(reassembler::add);
        SipStreamReassembler.join(SipAndHepFraming.INSTANCE, reassembler.leftovers(), this::take);
    }

    private void take(StreamMessage message) {
        messages.add(message.bytes());
    }

    private static TcpSegment segment(int sequence, int flags, byte[] bytes) {
        return new TcpSegment(sequence, sequence, SENDER, COLLECTOR, sequence, flags, bytes);
    }

    @Test
    void framesPacketsOverSegments() {
        byte[] one = hep(1);
        byte[] two = hep(2);
        join(segment(99, TcpSegment.SYN, new byte[0]), segment(100, 16, Arrays.copyOf(one, 80)),
                segment(180, 16, Arrays.copyOfRange(one, 80, one.length)), segment(100 + one.length, 16, two));
        assertThat(messages).containsExactly(one, two);
        assertThat(SipAndHepFraming.isHep(messages.getFirst())).isTrue();
    }

    /** The SIP inside a packet whose beginning is missing is no message of the stream. */
    @Test
    void takesNoCarriedMessageForOneOfTheStream() {
        byte[] one = hep(1);
        byte[] tail = Arrays.copyOfRange(one, 30, one.length);
        join(segment(100, 16, tail), segment(100 + tail.length, 16, hep(2)));
        assertThat(messages).containsExactly(hep(2));
    }

    @Test
    void framesSipAsBefore() {
        byte[] sip = "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8);
        join(segment(99, TcpSegment.SYN, new byte[0]), segment(100, 16, sip), segment(100 + sip.length, 16, sip));
        assertThat(messages).containsExactly(sip, sip);
        assertThat(SipAndHepFraming.isHep(sip)).isFalse();
    }

    @Test
    void goesOnBehindADamagedPacket() {
        byte[] broken = hep(1);
        broken[5]++;
        join(segment(99, TcpSegment.SYN, new byte[0]), segment(100, 16, hep(3)),
                segment(100 + broken.length, 16, broken), segment(100 + 2 * broken.length, 16, hep(2)));
        assertThat(messages).containsExactly(hep(3), hep(2));
    }

    /** Else what a cut left of a packet's binary head would be given up as something else. */
    @Test
    void knowsTheMiddleOfAPacket() {
        byte[] whole = hep(1);
        for (int from = 0; from < whole.length - 22; from++) {
            assertThat(SipAndHepFraming.INSTANCE.mayContinue(whole, from, whole.length - from)).as("from " + from)
                    .isTrue();
        }
        byte[] other = {0, 0, 0, 5, 0, 16, 1, 2, 3, 4, 0, 0, 0, 20, 0, 0, 0, 0};
        assertThat(SipAndHepFraming.INSTANCE.mayContinue(other, 0, other.length)).isFalse();
    }
}
