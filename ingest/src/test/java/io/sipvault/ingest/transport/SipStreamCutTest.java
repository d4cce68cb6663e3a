package io.sipvault.ingest.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A capture cut at any packets, its pieces in any order and some repeated, gives the messages of the whole. */
class SipStreamCutTest {
    private static final int ROUNDS = 150;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheSameMessagesHoweverTheCaptureIsCut(boolean lossy) {
        int early = 0;
        int late = 0;
        for (long seed = 1; seed <= ROUNDS; seed++) {
            List<TcpSegment> capture = new SipTrafficGenerator(seed, lossy).capture();
            Found whole = new Found();
            SipStreamReassembler.join(StreamFraming.SIP, piece(capture, whole), whole);
            Found cut = new Found();
            List<TcpSegment> leftovers = new ArrayList<>();
            for (List<TcpSegment> piece : cut(capture, new Random(seed))) {
                leftovers.addAll(piece(piece, cut));
            }
            early += cut.messages.size();
            Collections.shuffle(leftovers, new Random(seed));
            SipStreamReassembler.join(StreamFraming.SIP, leftovers, cut);
            late += cut.messages.size();
            assertThat(without(whole.messages, cut.messages)).as("lost by cutting, seed %d", seed).isEmpty();
            assertThat(without(cut.messages, whole.messages)).as("added by cutting, seed %d", seed).isEmpty();
        }
        assertThat(early).as("messages given by pieces alone").isGreaterThan(1_000);
        assertThat(late).as("messages given in all").isGreaterThan(early + 1_000);
    }

    private static List<TcpSegment> piece(List<TcpSegment> segments, Consumer<StreamMessage> sink) {
        SipStreamReassembler reassembler = new SipStreamReassembler(StreamFraming.SIP, sink);
        segments.forEach(reassembler::add);
        return reassembler.leftovers();
    }

    /** Pieces in any order; one of them may come twice. */
    private static List<List<TcpSegment>> cut(List<TcpSegment> capture, Random random) {
        List<List<TcpSegment>> pieces = new ArrayList<>();
        int from = 0;
        while (from < capture.size()) {
            int to = Math.min(capture.size(), from + 1 + random.nextInt(capture.size()));
            pieces.add(capture.subList(from, to));
            from = to;
        }
        pieces.add(pieces.get(random.nextInt(pieces.size())));
        Collections.shuffle(pieces, random);
        return pieces;
    }

    private static Set<String> without(Set<String> messages, Set<String> others) {
        Set<String> rest = new TreeSet<>(messages);
        rest.removeAll(others);
        return rest;
    }

    /** Distinct messages, as text so that a difference can be read. */
    private static final class Found implements Consumer<StreamMessage> {
        private final Set<String> messages = new TreeSet<>();

        @Override
        public void accept(StreamMessage message) {
            messages.add(message.timeNs() + " " + message.source() + " " + message.destination() + "\n"
                    + new String(message.bytes(), StandardCharsets.US_ASCII));
        }
    }
}
