package io.sipvault.agent.spool;

import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import java.util.ArrayList;
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
        return new Losses(kernel + more.kernel, agent + more.agent, all);
    }

    /** What is left of a kind's own when some of it was told. */
    Losses minus(Losses told) {
        List<Gap> left = new ArrayList<>(gaps);
        told.gaps.forEach(left::remove);
        return new Losses(kernel, agent - told.agent, left);
    }
}
