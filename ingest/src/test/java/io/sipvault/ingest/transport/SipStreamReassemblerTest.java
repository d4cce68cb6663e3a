package io.sipvault.ingest.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipStreamReassemblerTest {
    private static final Endpoint CLIENT = Endpoint.ofV4(0x0a000001, 40_000);
    private static final Endpoint SERVER = Endpoint.ofV4(0x0a000002, 5060);
    private static final long SECOND = 1_000_000_000L;

    private final List<StreamMessage> messages = new ArrayList<>();
    private final SipStreamReassembler reassembler = new SipStreamReassembler(StreamFraming.SIP, messages::add);

    private static String message(int number, String body) {
        return "NOTIFY sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK" + number
                + "\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: " + number
                + "\r\nCSeq: 1 NOTIFY\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void syn(long timeNs, int sequence) {
        reassembler.add(new TcpSegment(timeNs, timeNs, CLIENT, SERVER, sequence, TcpSegment.SYN, new byte[0]));
    }

    private void data(long timeNs, int sequence, String text) {
        reassembler.add(segment(timeNs, sequence, text));
    }

    private static TcpSegment segment(long timeNs, int sequence, String text) {
        return new TcpSegment(timeNs, timeNs, CLIENT, SERVER, sequence, 16, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> texts() {
        return messages.stream().map(m -> new String(m.bytes(), StandardCharsets.UTF_8)).toList();
    }

    @Test
    void framesMessagesOverSegmentsAndSegmentsOverMessages() {
        String stream = message(1, "body") + "\r\n\r\n" + message(2, "SIP/2.0 200 OK\r\n") + message(3, "");
        syn(1, 99);
        data(2, 100, stream.substring(0, 50));
        data(3, 150, stream.substring(50));
        assertThat(texts()).containsExactly(message(1, "body"), message(2, "SIP/2.0 200 OK\r\n"), message(3, ""));
        assertThat(messages.getFirst().timeNs()).isEqualTo(3);
        assertThat(messages.getFirst().packetRefs()).containsExactly(2, 3);
        assertThat(messages.getFirst().sequence()).isEqualTo(100);
        assertThat(messages.getFirst().source()).isEqualTo(CLIENT);
        assertThat(messages.get(1).packetRefs()).containsExactly(3);
    }

    /** What no framing can take is passed over once, whether a SYN was seen or not. */
    @Test
    void goesOnBehindAMessageWithABodyBeyondTheBound() {
        String endless = message(1, "").replace("Content-Length: 0", "Content-Length: 99999999");
        String stream = endless + message(2, "") + message(3, "");
        data(1, 100, stream);
        SipStreamReassembler.join(StreamFraming.SIP, reassembler.leftovers(), messages::add);
        assertThat(texts()).containsExactly(message(2, ""), message(3, ""));
    }

    @Test
    void followsSequenceNumbersOverTheirWrap() {
        String one = message(1, "");
        syn(1, -11);
        data(2, 0, one.substring(10));
        data(3, -10, one.substring(0, 10));
        assertThat(texts()).containsExactly(one);
        assertThat(messages.getFirst().timeNs()).isEqualTo(3);
    }

    @Test
    void keepsTheFirstCopyOfAByteAndCountsTheConflict() {
        String one = message(1, "first-body");
        syn(1, 99);
        data(2, 100, one.substring(0, 60));
        data(3, 100, one.replace("NOTIFY sip:b", "NOTIFY sip:x"));
        data(4, 100, one);
        assertThat(texts()).containsExactly(one);
        assertThat(messages.getFirst().timeNs()).isEqualTo(3);
        assertThat(reassembler.drops().conflicts()).isOne();
    }

    @Test
    void doesNotWaitForALostSegmentButResynchronisesBehindIt() {
        syn(1, 99);
        data(2, 100, message(1, ""));
        int afterGap = 100 + message(1, "").length() + 500;
        String cut = "tail of something lost\r\n" + message(2, "");
        data(3, afterGap, cut);
        data(4 + 3 * SECOND, afterGap + cut.length(), message(3, ""));
        assertThat(texts()).containsExactly(message(1, ""), message(3, ""));
        SipStreamReassembler.join(StreamFraming.SIP, reassembler.leftovers(), messages::add);
        assertThat(texts()).containsExactly(message(1, ""), message(3, ""), message(2, ""));
    }

    @Test
    void beginsAnewWhenASynReusesTheEndpoints() {
        syn(1, 99);
        data(2, 100, message(1, "").substring(0, 40));
        syn(3, 120);
        data(4, 121, message(2, ""));
        assertThat(texts()).containsExactly(message(2, ""));
        syn(5, 120);
        data(6, 121, message(2, ""));
        assertThat(messages).as("a repeated SYN opens nothing").hasSize(1);
    }

    @Test
    void leavesTheFirstMessageOfAnOpenConnectionToTheJoin() {
        data(1, 100, message(1, ""));
        assertThat(messages).isEmpty();
        List<TcpSegment> left = SipStreamReassembler.join(StreamFraming.SIP, reassembler.leftovers(), messages::add);
        assertThat(texts()).containsExactly(message(1, ""));
        assertThat(left).allMatch(segment -> (segment.flags() & TcpSegment.CONSUMED) != 0);
    }

    @Test
    void doesNotTakeARepeatOfAnotherPieceForASecondMessage() {
        syn(1, 99);
        data(2, 100, message(1, ""));
        SipStreamReassembler second = new SipStreamReassembler(StreamFraming.SIP, messages::add);
        second.add(segment(SECOND, 100, message(1, "")));
        List<TcpSegment> leftovers = new ArrayList<>(second.leftovers());
        leftovers.addAll(reassembler.leftovers());
        SipStreamReassembler.join(StreamFraming.SIP, leftovers, messages::add);
        assertThat(texts()).containsExactly(message(1, ""));
    }

    @Test
    void givesTlsAndOtherProtocolsUp() {
        syn(1, 99);
        data(2, 100, "\u0016\u0003\u0001\u0002\u0000hello there");
        syn(3, 5_000);
        data(4, 5_001, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
        assertThat(reassembler.leftovers()).isEmpty();
        assertThat(reassembler.drops().notSipDirections()).isEqualTo(2);
    }

    @Test
    void keepsSixteenDirectionsThatMayBeTailsOfLongMessagesAndGivesOthersUpAtSixtyFourKibibytes() {
        byte[] text = "a line of text without any signalling in it\r\n".repeat(1_600)
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 17; i++) {
            reassembler.add(new TcpSegment(i, i, endpoint(i), endpoint(99), 1, 0, text));
        }
        assertThat(reassembler.leftovers()).hasSize(16);
        assertThat(reassembler.drops().notSipDirections()).isOne();
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint(0, 0, 1_000 + port);
    }

    @Test
    void givesUpTextWithoutSipThatIsLongerThanAnyMessage() {
        String line = "a line of text without any signalling in it at all\r\n".repeat(20);
        int at = 1;
        for (int i = 0; i < 1_100; i++) {
            data(i, at, line);
            at += line.length();
        }
        assertThat(reassembler.leftovers()).isEmpty();
        assertThat(reassembler.drops().notSipDirections()).isOne();
    }

    @Test
    void findsSipInADirectionThatWasGivenUp() {
        syn(1, 99);
        data(2, 100, "PROXY TCP4 192.0.2.1 192.0.2.2 5060 5060\r\n");
        data(3, 142, message(1, ""));
        SipStreamReassembler.join(StreamFraming.SIP, reassembler.leftovers(), messages::add);
        assertThat(texts()).containsExactly(message(1, ""));
    }

    @Test
    void boundsTheMemoryAndCountsWhatItDrops() {
        String begun = message(1, "x".repeat(900_000)).substring(0, 800_000);
        for (int i = 0; i < 120; i++) {
            Endpoint client = CLIENT.withPort(i);
            reassembler.add(new TcpSegment(i, i, client, SERVER, 0, TcpSegment.SYN, new byte[0]));
            reassembler.add(new TcpSegment(i, i, client, SERVER, 1, 16, begun.getBytes(StandardCharsets.US_ASCII)));
        }
        long kept = reassembler.leftovers().stream().mapToLong(s -> s.payload().length).sum();
        assertThat(kept).isLessThanOrEqualTo(SipStreamReassembler.MAX_BYTES);
        assertThat(reassembler.drops().memoryBytes()).isGreaterThan(120 * 800_000L - SipStreamReassembler.MAX_BYTES);
    }

    @Test
    void boundsTheDirections() {
        for (int i = 0; i < SipStreamReassembler.MAX_DIRECTIONS + 10; i++) {
            Endpoint client = Endpoint.ofV4(i, 1);
            reassembler.add(new TcpSegment(i, i, client, SERVER, 0, TcpSegment.SYN, new byte[0]));
        }
        assertThat(reassembler.leftovers()).isEmpty();
    }

    @Test
    void survivesHolesEverywhere() {
        for (int i = 0; i < 5_000; i++) {
            data(i, i * 20, "INVITE si");
        }
        assertThat(messages).isEmpty();
        assertThat(reassembler.leftovers()).hasSize(5_000);
    }
}
