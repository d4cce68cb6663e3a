package io.sipvault.ingest.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.sdp.SessionDescription;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipFuzzTest {
    private static final byte[] INTERESTING = Messages.bytes("\r\n\t \"<>;:,=@[]\\%\0/?09-v");

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4_000})
    void readsMutatedMessagesWithoutThrowing(long seed) {
        Random random = new Random(seed);
        byte[] original = Messages.bytes(Messages.inviteWithSdp());
        for (int i = 0; i < 1_000; i++) {
            byte[] mutated = mutate(original, random);
            try {
                readAll(mutated);
            } catch (RuntimeException e) {
                Assertions.fail("seed " + seed + ", message " + i, e);
            }
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int count = random.nextInt(12); count >= 0; count--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextInt(4) == 0
                    ? (byte) random.nextInt()
                    : INTERESTING[random.nextInt(INTERESTING.length)];
        }
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(80, bytes.length - from));
        System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length), length);
        return bytes;
    }

    private static void readAll(byte[] bytes) {
        SipStartLine.matches(bytes, 0, bytes.length);
        SipFramer.Frame frame = SipFramer.next(bytes, 0, bytes.length);
        SipFramer.findStart(bytes, 0, bytes.length);
        SipMessage message = SipMessage.parse(bytes, 0, bytes.length);
        message.defects();
        message.allHeaders().forEach(header -> message.values(header.name()));
        message.vias().forEach(Via::rport);
        message.contacts().forEach(contact -> contact.uri().decodedUser());
        for (BodyPart part : message.bodyParts()) {
            SessionDescription.parse(part.buffer(), part.offset(), part.length());
        }
        assertThat(message.fromTag().isEmpty() || message.hasFromTag()).isTrue();
        assertThat(message.offset() + message.length()).isLessThanOrEqualTo(bytes.length);
        assertThat(message.method() + message.requestUri() + message.reasonPhrase() + message.startLineText()
                + message.from() + message.to() + message.topVia() + message.callId()).isNotNull();
        if (frame.kind() == SipFramer.Kind.COMPLETE) {
            assertThat(SipStartLine.matches(bytes, frame.start(), bytes.length - frame.start())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "\"", "\"\\", "\\\"", ",", ";", "\"\\\"<", ",<", ";\"", "a=", "%", "[", ":", " ",
            "\r\n "})
    void endsSoonOnRepeatedDelimiters(String delimiter) {
        String value = delimiter.repeat(60_000 / delimiter.length());
        byte[] bytes = Messages.bytes(Messages.invite("Via: " + value, "Contact: " + value, "From: " + value,
                "Route: <sip:" + value, "Content-Type: multipart/mixed;boundary=b" + value));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readAll(bytes));
    }

    @Test
    void readsRandomBytes() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            readAll(bytes);
        }
    }
}
