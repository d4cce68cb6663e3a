package io.sipvault.ingest.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fragments of one datagram as they come in. A byte keeps the value of the fragment that brought it first. */
final class FragmentGroup {
    /** A datagram waits that long for its next fragment. */
    static final long MAX_GAP_NS = 30_000_000_000L;
    /** More than a datagram of 64 KiB cut for the least MTU of IPv4 (68 bytes) has. */
    private static final int MAX_FRAGMENTS = 2_048;

    private final List<IpFragment> fragments = new ArrayList<>(4);
    private final ByteRanges covered = new ByteRanges();
    private int total = -1;
    private long latestNs;

    FragmentGroup(IpFragment first) {
        latestNs = first.timeNs();
        take(first);
    }

    private void take(IpFragment fragment) {
        fragments.add(fragment);
        covered.add(fragment.fragmentOffset(), fragment.end());
        latestNs = Math.max(latestNs, fragment.timeNs());
        if (!fragment.more()) {
            total = fragment.end();
        }
    }

    boolean isTooOldFor(IpFragment fragment) {
        return fragment.timeNs() - latestNs > MAX_GAP_NS;
    }

    /** Takes a fragment that adds something to this datagram; any other is not its own. */
    boolean offer(IpFragment fragment) {
        boolean ours = fits(fragment);
        if (ours) {
            take(fragment);
        }
        return ours;
    }

    private boolean contradictsEnd(IpFragment fragment) {
        return total >= 0 && (fragment.more() ? fragment.end() > total : fragment.end() != total);
    }

    private boolean fits(IpFragment fragment) {
        int end = fragment.end();
        if (isTooOldFor(fragment) || fragments.size() >= MAX_FRAGMENTS || contradictsEnd(fragment)) {
            return false;
        }
        boolean endsIt = !fragment.more() && total < 0;
        if (endsIt && covered.end() > end) {
            return false;
        }
        return endsIt || !covered.covers(fragment.fragmentOffset(), end);
    }

    /** Whether the fragment has other bytes than this datagram where both have some. */
    boolean contradicts(IpFragment fragment) {
        return covered.overlaps(fragment.fragmentOffset(), fragment.end())
                && fragments.stream().anyMatch(own -> own.contradicts(fragment));
    }

    boolean isComplete() {
        return total >= 0 && covered.covers(0, total);
    }

    List<IpFragment> fragments() {
        return fragments;
    }

    /** The datagram; to be asked once it is complete. */
    Datagram assemble() {
        byte[] payload = new byte[total];
        for (int i = fragments.size() - 1; i >= 0; i--) {
            IpFragment fragment = fragments.get(i);
            System.arraycopy(fragment.payload(), 0, payload, fragment.fragmentOffset(), fragment.payload().length);
        }
        List<IpFragment> inOrder = new ArrayList<>(fragments);
        inOrder.sort(Comparator.comparingInt(IpFragment::fragmentOffset));
        long[] refs = inOrder.stream().mapToLong(IpFragment::packetRef).toArray();
        IpFragment first = inOrder.getFirst();
        return new Datagram(latestNs, first.source(), first.destination(), first.protocol(), first.identification(),
                payload, refs);
    }
}
