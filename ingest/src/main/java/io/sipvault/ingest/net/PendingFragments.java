package io.sipvault.ingest.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All fragments under one identification that have completed nothing yet. */
final class PendingFragments {
    private static final int MAX_GROUPS = 64;

    /** Datagrams whose beginning was seen, the newest last. */
    private final List<FragmentGroup> groups = new ArrayList<>(2);
    /** Fragments without a beginning, and those of datagrams that were given up. */
    private final List<IpFragment> strays = new ArrayList<>(0);
    private long bytes;

    /** The datagram that the fragment completes. */
    @Nullable
    Datagram add(IpFragment fragment, Counters counters) {
        bytes += fragment.memoryBytes();
        retireOld(fragment, counters);
        if (!groups.isEmpty() && groups.getLast().contradicts(fragment)) {
            counters.conflicts++;
        }
        if (fragment.fragmentOffset() == 0) {
            open(fragment);
            return null;
        }
        for (int i = groups.size() - 1; i >= 0; i--) {
            if (groups.get(i).offer(fragment)) {
                return completed(i);
            }
        }
        strays.add(fragment);
        return null;
    }

    private void retireOld(IpFragment fragment, Counters counters) {
        while (!groups.isEmpty() && groups.getFirst().isTooOldFor(fragment)) {
            strays.addAll(groups.removeFirst().fragments());
            counters.timedOut++;
        }
    }

    private void open(IpFragment fragment) {
        if (groups.size() == MAX_GROUPS) {
            strays.addAll(groups.removeFirst().fragments());
        }
        groups.add(new FragmentGroup(fragment));
    }

    private @Nullable Datagram completed(int index) {
        FragmentGroup group = groups.get(index);
        if (!group.isComplete()) {
            return null;
        }
        groups.remove(index);
        group.fragments().forEach(f -> bytes -= f.memoryBytes());
        return group.assemble();
    }

    /** Puts together what came in another order than that of its bytes, first come first served. */
    List<Datagram> completeInAnyOrder() {
        List<IpFragment> all = fragments();
        all.sort(IpFragment.BY_TIME);
        groups.clear();
        strays.clear();
        List<Datagram> datagrams = new ArrayList<>();
        for (IpFragment fragment : all) {
            FragmentGroup group = groupFor(fragment);
            if (group.isComplete()) {
                groups.remove(group);
                datagrams.add(group.assemble());
            }
        }
        return datagrams;
    }

    private FragmentGroup groupFor(IpFragment fragment) {
        for (FragmentGroup group : groups) {
            if (group.offer(fragment)) {
                return group;
            }
        }
        open(fragment);
        return groups.getLast();
    }

    List<IpFragment> fragments() {
        List<IpFragment> all = new ArrayList<>(strays);
        groups.forEach(group -> all.addAll(group.fragments()));
        return all;
    }

    boolean isEmpty() {
        return groups.isEmpty() && strays.isEmpty();
    }

    /** Memory that the fragments take, in bytes. */
    long bytes() {
        return bytes;
    }

    /** What the reassembly met. */
    static final class Counters {
        long conflicts;
        long dropped;
        long timedOut;
    }
}
