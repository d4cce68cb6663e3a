package io.sipvault.web.api.agent;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.web.agent.AgentStatus;
import io.sipvault.web.problem.ApiException;
import io.sipvault.web.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an agent reports.
 *
 * @param status
 *            how it does; null changes nothing
 * @param manifests
 *            keys of manifests that it just stored
 * @param sentAt
 *            by its own clock
 */
record ChunkHint(@Nullable Status status, @Nullable List<@Nullable String> manifests, @Nullable Instant sentAt) {
    private static final Pattern KEY = Pattern.compile("manifests/([^/]{1,63})/(sip|rtp|log)/([0-9]{1,9})\\.json");
    private static final int MOST_MANIFESTS = 1_000;

    /** See {@link AgentStatus}; what is absent is 0 or not known. */
    record Status(@Nullable String version, @Nullable Double clockOffsetMs, @Nullable Double uploadLagSec,
            @Nullable Long dropsKernel, @Nullable Long captured, @Nullable Long ignored, @Nullable Long unclear,
            @Nullable List<@Nullable String> troubles, @Nullable Map<String, @Nullable Kind> kinds,
            @Nullable List<@Nullable Sender> hepSenders) {}

    /** See {@link AgentStatus.HepSender}. */
    record Sender(@Nullable String address, @Nullable Long agentId, @Nullable String node, @Nullable Long packets,
            @Nullable Long refused, @Nullable Instant lastSeen, @Nullable Double clockOffsetMs) {}

    /** See {@link AgentStatus.Kind}. */
    record Kind(@Nullable Integer lastSequence, @Nullable Instant lastTime, @Nullable Long waitingBytes,
            @Nullable Long waitingChunks, @Nullable Long dropsAgent, @Nullable List<@Nullable Missed> gaps) {}

    /** When nothing was captured. */
    record Missed(@Nullable Instant from, @Nullable Instant to) {}

    /**
     * The chunks whose manifests it names.
     *
     * @param agent
     *            whose they have to be
     * @throws ApiException
     *             400, or 403 when one is another's
     */
    List<ChunkId> chunks(String agent) {
        if (manifests == null) {
            return List.of();
        }
        if (manifests.size() > MOST_MANIFESTS) {
            throw ApiException.badRequest("manifests", "manifests takes " + MOST_MANIFESTS + " keys at most, got "
                    + manifests.size() + "; the others are found by listing");
        }
        return manifests.stream().map(key -> chunk(String.valueOf(key), agent)).distinct().toList();
    }

    private static ChunkId chunk(String key, String agent) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            throw ApiException.badRequest("manifests", "'" + Text.cut(key, 120) + "' is no key of an agent's manifest;"
                    + " it takes one such as manifests/" + agent + "/sip/00000012.json");
        }
        if (!parts.group(1).equals(agent)) {
            throw ApiException.forbidden("manifests", "'" + Text.cut(key, 120) + "' is not of agent " + agent
                    + ", whose token this is");
        }
        return ChunkId.ofManifestKey(key);
    }

    /** @throws io.sipvault.ingest.error.ForensicException BAD_REQUEST */
    @Nullable
    AgentStatus checkedStatus() {
        Status s = status;
        if (s == null) {
            return null;
        }
        Map<String, AgentStatus.Kind> kinds = new HashMap<>();
        if (s.kinds != null) {
            s.kinds.forEach((kind, said) -> kinds.put(kind, kind(said == null
                    ? new Kind(null, null, null, null, null, null)
                    : said)));
        }
        List<String> troubles = s.troubles == null
                ? List.of()
                : s.troubles.stream().filter(Objects::nonNull).map(String::valueOf).toList();
        return new AgentStatus(sentAt, s.version, s.clockOffsetMs, s.uploadLagSec, orZero(s.dropsKernel),
                orZero(s.captured), orZero(s.ignored), orZero(s.unclear), troubles, kinds,
                senders(s.hepSenders == null ? List.of() : s.hepSenders));
    }

    private static List<AgentStatus.HepSender> senders(List<@Nullable Sender> said) {
        List<AgentStatus.HepSender> senders = new ArrayList<>();
        for (Sender s : said) {
            if (s != null && s.address != null) {
                senders.add(new AgentStatus.HepSender(s.address, s.agentId, s.node, orZero(s.packets),
                        orZero(s.refused), s.lastSeen, s.clockOffsetMs));
            }
        }
        return senders;
    }

    private static AgentStatus.Kind kind(Kind k) {
        return new AgentStatus.Kind(k.lastSequence, k.lastTime, orZero(k.waitingBytes), orZero(k.waitingChunks),
                orZero(k.dropsAgent), gaps(k.gaps == null ? List.of() : k.gaps));
    }

    private static List<Gap> gaps(List<@Nullable Missed> said) {
        List<Gap> gaps = new ArrayList<>();
        for (Missed gap : said) {
            if (gap != null && gap.from != null && gap.to != null && gap.from.isBefore(gap.to)) {
                gaps.add(new Gap(gap.from, gap.to));
            }
        }
        return gaps;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
