package io.sipvault.ingest.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A capture cut at any packets, its pieces in any order, gives the datagrams of the whole. */
class IpFragmentCutTest {
    private static final int ROUNDS = 2_000;
    private static final Endpoint SOURCE = Endpoint.ofV4(0x0a000001, 0);
    private static final Endpoint DESTINATION = Endpoint.ofV4(0x0a000002, 0);

    @Test
    void givesTheSameDatagramsHoweverTheCaptureIsCut() {
        int early = 0;
        int all = 0;
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Random random = new Random(seed);
            List<IpFragment> capture = capture(random);
            Set<String> whole = new TreeSet<>();
            IpReassembler.join(piece(capture, whole)).datagrams().forEach(d -> whole.add(text(d)));
            Set<String> cut = new TreeSet<>();
            List<IpFragment> leftovers = leftoversOfPieces(capture, random, cut);
            early += cut.size();
            IpReassembler.join(leftovers).datagrams().forEach(d -> cut.add(text(d)));
            all += cut.size();
            assertThat(cut).as("seed %d", seed).isEqualTo(whole);
        }
        assertThat(early).as("datagrams given by pieces alone").isGreaterThan(ROUNDS);
        assertThat(all).as("datagrams in all").isGreaterThan(early + ROUNDS);
    }

    private static List<IpFragment> leftoversOfPieces(List<IpFragment> capture, Random random, Set<String> found) {
        List<List<IpFragment>> pieces = new ArrayList<>();
        for (int from = 0; from < capture.size();) {
            int to = Math.min(capture.size(), from + 1 + random.nextInt(capture.size()));
            pieces.add(capture.subList(from, to));
            from = to;
        }
        pieces.add(pieces.get(random.nextInt(pieces.size())));
        List<IpFragment> leftovers = new ArrayList<>();
        pieces.forEach(piece -> leftovers.addAll(piece(piece, found)));
        Collections.shuffle(leftovers, random);
        return leftovers;
    }

    private static List<IpFragment> piece(List<IpFragment> fragments, Set<String> found) {
        IpReassembler reassembler = new IpReassembler();
        for (IpFragment fragment : fragments) {
            Datagram datagram = reassembler.add(fragment);
            if (datagram != null) {
                found.add(text(datagram));
            }
        }
        return reassembler.leftovers();
    }

    private static String text(Datagram d) {
        return d.timeNs() + " " + d.identification() + " " + Arrays.hashCode(d.payload());
    }

    /** Few identifications, so that they are reused, mirrored copies, wrong order, losses and long pauses. */
    private static List<IpFragment> capture(Random random) {
        List<IpFragment> packets = new ArrayList<>();
        long timeNs = 0;
        int datagrams = 1 + random.nextInt(8);
        for (int i = 0; i < datagrams; i++) {
            timeNs += random.nextInt(4) == 0 ? 20_000_000_000L : 5_000_000;
            List<IpFragment> fragments = datagram(random, timeNs);
            packets.addAll(fragments);
            if (random.nextInt(3) == 0) {
                long delay = 1L + random.nextInt(3_000_000);
                fragments.forEach(f -> packets.add(at(f, f.timeNs() + delay)));
            }
        }
        packets.removeIf(f -> random.nextInt(20) == 0);
        packets.sort(Comparator.comparingLong(IpFragment::timeNs));
        List<IpFragment> distinctTimes = new ArrayList<>();
        packets.forEach(f -> distinctTimes.add(at(f, f.timeNs() + distinctTimes.size())));
        return distinctTimes;
    }

    private static List<IpFragment> datagram(Random random, long timeNs) {
        byte[] payload = new byte[17 + random.nextInt(60)];
        random.nextBytes(payload);
        int identification = random.nextInt(3);
        boolean shuffled = random.nextInt(5) == 0;
        List<IpFragment> fragments = new ArrayList<>();
        for (int at = 0; at < payload.length; at += 16) {
            int to = Math.min(payload.length, at + 16);
            long time = timeNs + (shuffled ? random.nextInt(2_000_000) : at * 10_000L);
            fragments.add(new IpFragment(time, 0, SOURCE, DESTINATION, 17, identification, at, to < payload.length,
                    Arrays.copyOfRange(payload, at, to)));
        }
        return fragments;
    }

    private static IpFragment at(IpFragment f, long timeNs) {
        return new IpFragment(timeNs, timeNs, f.source(), f.destination(), f.protocol(), f.identification(),
                f.fragmentOffset(), f.more(), f.payload());
    }
}
