package io.sipvault.agent.spool;

import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was lost of a kind and no manifest has told yet.
 *
 * @param kernel
 *            packets that the kernel dropped
 * @param agent
 *            packets that the agent dropped
 * @param gaps
 *            when nothing was captured
 */
public record Losses(long kernel, long agent, List<Gap> gaps) {
    public static final Losses NONE = new Losses(0, 0, List.of());

    public Losses {
        gaps = List.copyOf(gaps);
    }

    public boolean isNone() {
        return kernel == 0 && agent == 0 && gaps.isEmpty();
    }

    Losses plus(Losses more) {
        List<Gap> all = new ArrayList<>(gaps);
        all.addAll(more.gaps);
        return new Losses(kernel + more.kernel, agent + more.agent, merged(all));
    }

    /** Gaps that overlap or touch are one: a process that starts and dies again and again must not fill its manifest. */
    private static List<Gap> merged(List<Gap> gaps) {
        List<Gap> merged = new ArrayList<>();
        gaps.stream().sorted(Comparator.comparing(Gap::from).thenComparing(Gap::to)).forEach(gap -> {
            Gap before = merged.isEmpty() ? null : merged.getLast();
            if (before == null || gap.from().isAfter(before.to())) {
                merged.add(gap);
            } else if (gap.to().isAfter(before.to())) {
                merged.set(merged.size() - 1, new Gap(before.from(), gap.to()));
            }
        });
        return merged;
    }

    /** What is left of a kind's own when some of it was told. */
    Losses minus(Losses told) {
        List<Gap> left = new ArrayList<>(gaps);
        // one that grew since it was told is told again, whole
        left.removeAll(told.gaps);
        return new Losses(kernel, agent - told.agent, left);
    }
}
