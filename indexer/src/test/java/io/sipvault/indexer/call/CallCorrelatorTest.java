package io.sipvault.indexer.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.call.LinkKey.ChargingVector;
import io.sipvault.indexer.call.LinkKey.ConfiguredHeader;
import io.sipvault.indexer.call.LinkKey.Replaces;
import io.sipvault.indexer.call.LinkKey.SameCallId;
import io.sipvault.indexer.call.LinkKey.SessionId;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallCorrelatorTest {
    @Test
    void keepsStrangersApart() {
        assertThat(CallCorrelator.components(List.of(leg("b", 2), leg("a", 1)))).extracting(Call::id)
                .containsExactly(Hash128.of("a"), Hash128.of("b"));
        assertThat(CallCorrelator.components(List.of())).isEmpty();
    }

    @Test
    void joinsLegsOverLegsBetweenThem() {
        Leg first = leg("a", 1, new SessionId("s1"));
        Leg second = leg("b", 2, new SessionId("s1"), new ChargingVector("i"));
        Leg third = leg("c", 3, new ChargingVector("i"));
        List<Call> calls = CallCorrelator.components(List.of(third, second, first));
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo(Hash128.of("a"));
            assertThat(call.legs()).containsExactly(first, second, third);
            assertThat(call.links()).containsExactly(new Call.Link("a", "b", "Session-ID s1 (RFC 7989)"),
                    new Call.Link("b", "c", "P-Charging-Vector icid i"));
            assertThat(call.cut()).isFalse();
        });
    }

    @Test
    void saysThatADialogWasReplacedRatherThanThatItsCallIdIsTheSame() {
        Leg replaced = leg("a", 1);
        Leg replacing = leg("b", 2, new Replaces("Replaces", "a@host"));
        assertThat(CallCorrelator.components(List.of(replacing, replaced))).singleElement()
                .satisfies(call -> assertThat(call.links())
                        .containsExactly(new Call.Link("a", "b", "Replaces names Call-ID a@host")));
    }

    @Test
    void joinsAConfiguredHeaderToItsLikeAndToTheCallIdItNames() {
        Leg incoming = leg("a", 1);
        Leg outgoing = leg("b", 2, new ConfiguredHeader("X-CID", "a@host"));
        Leg other = leg("c", 3, new ConfiguredHeader("X-CID", "a@host"));
        Leg foreign = leg("d", 4, new ConfiguredHeader("X-Other", "z"), new ChargingVector("a@host"));
        assertThat(CallCorrelator.components(List.of(foreign, other, outgoing, incoming))).extracting(Call::legs)
                .containsExactly(List.of(incoming, outgoing, other), List.of(foreign));
    }

    @Test
    void ordersLegsThatBeginTogetherByCallIdAndId() {
        Leg one = new Leg("z", 1, 1, "a@host", Set.of(new SameCallId("x")));
        Leg two = new Leg("a", 1, 1, "b@host", Set.of(new SameCallId("x")));
        assertThat(CallCorrelator.components(List.of(two, one))).singleElement()
                .satisfies(call -> assertThat(call.id()).isEqualTo(Hash128.of("z")));
    }

    @Test
    void cutsWhatHangsTogetherByTooManyLegs() {
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            legs.add(leg("leg" + i, i, new ChargingVector("same")));
        }
        Collections.shuffle(legs, new Random(1));
        List<Call> calls = CallCorrelator.components(legs);
        assertThat(calls).extracting(call -> call.legs().size()).containsExactly(64, 64, 2);
        assertThat(calls).allMatch(Call::cut);
        assertThat(calls).extracting(Call::id).containsExactly(Hash128.of("leg0"), Hash128.of("leg64"),
                Hash128.of("leg128"));
        assertThat(calls).allSatisfy(call -> assertThat(call.links()).hasSize(call.legs().size() - 1)
                .allMatch(link -> link.earlier().equals(call.legs().getFirst().id())));
    }

    @Test
    void takesAKeyThatComesBackAfterMoreThanADayForAnother() {
        long gap = CallCorrelator.MAX_GAP_NS;
        Leg first = leg("a", 0, new SessionId("s"));
        Leg second = leg("b", gap, new SessionId("s"));
        Leg third = leg("c", 2 * gap, new SessionId("s"));
        Leg later = leg("d", 3 * gap + 1, new SessionId("s"));
        assertThat(CallCorrelator.components(List.of(later, third, second, first))).extracting(Call::legs)
                .containsExactly(List.of(first, second, third), List.of(later));
    }

    @Test
    void countsTheGapFromTheEndOfTheLongestLeg() {
        long gap = CallCorrelator.MAX_GAP_NS;
        Leg lasting = new Leg("a", 0, 5 * gap, "a@host", Set.of(new SessionId("s")));
        Leg brief = leg("b", 1, new SessionId("s"));
        Leg later = leg("c", 6 * gap, new SessionId("s"));
        assertThat(CallCorrelator.components(List.of(brief, later, lasting))).singleElement()
                .satisfies(call -> assertThat(call.legs()).containsExactly(lasting, brief, later));
    }

    @Test
    void tiesNothingByAKeyThatTooManyLegsShare() {
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < CallCorrelator.MAX_LEGS_OF_TEXT; i++) {
            legs.add(leg("leg" + i, i, new ChargingVector("unknown")));
        }
        assertThat(CallCorrelator.components(legs)).hasSize(CallCorrelator.MAX_LEGS_OF_TEXT / CallCorrelator.MAX_LEGS);
        legs.add(leg("more", 5_000, new ChargingVector("unknown")));
        assertThat(CallCorrelator.components(legs)).hasSize(legs.size());
    }

    @Test
    void tiesNothingByAKeyThatIsKnownToBeCommon() {
        ChargingVector icid = new ChargingVector("unknown");
        List<Leg> legs = List.of(leg("a", 1, icid), leg("b", 2, icid));
        assertThat(CallCorrelator.components(legs)).hasSize(1);
        assertThat(CallCorrelator.components(legs, Set.copyOf(icid.matches()))).hasSize(2);
    }

    @Test
    void givesTheSameCallsInWhateverOrderTheLegsCome() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            List<Leg> legs = anyLegs(random);
            List<Call> expected = CallCorrelator.components(legs);
            assertThat(expected.stream().mapToInt(call -> call.legs().size()).sum()).isEqualTo(legs.size());
            for (int shuffle = 0; shuffle < 10; shuffle++) {
                Collections.shuffle(legs, random);
                assertThat(CallCorrelator.components(legs)).as("seed %d, shuffle %d", seed, shuffle)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<Leg> anyLegs(Random random) {
        List<Leg> legs = new ArrayList<>();
        int count = 2 + random.nextInt(100);
        for (int i = 0; i < count; i++) {
            Set<LinkKey> keys = new HashSet<>(Set.of(new SameCallId("call" + random.nextInt(count))));
            if (random.nextInt(3) == 0) {
                keys.add(new SessionId("s" + random.nextInt(count)));
            }
            if (random.nextInt(4) == 0) {
                keys.add(new Replaces("Replaces", "call" + random.nextInt(count)));
                keys.add(new ConfiguredHeader("X-CID", "call" + random.nextInt(count)));
            }
            long start = random.nextInt(20) * (CallCorrelator.MAX_GAP_NS / 4);
            long end = start + random.nextInt(3) * (CallCorrelator.MAX_GAP_NS / 4);
            legs.add(new Leg("leg" + i, start, end, "call" + random.nextInt(5), keys));
        }
        return legs;
    }

    private static Leg leg(String id, long startNs, LinkKey... more) {
        Set<LinkKey> keys = new HashSet<>(List.of(more));
        keys.add(new SameCallId(id + "@host"));
        return new Leg(id, startNs, startNs, id + "@host", keys);
    }
}
