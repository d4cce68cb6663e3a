package io.sipvault.indexer.view;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the dialog list and page. Times are null where they were not observed; {@code from}, {@code to},
 * {@code durationSec}, {@code msgCount} and {@code retransmits} never are.
 *
 * @param id
 *            of this entry
 * @param call
 *            id of the call it is a leg of
 * @param legs
 *            the call's legs, this one included, in order of start
 * @param icmp
 *            errors about its packets and those of its media
 */
public record DialogView(int schemaVersion, String id, String call, String callId, String from, String to,
        String fromDisplay, String toDisplay, String fromHost, String toHost, String did, String state, String method,
        @Nullable Integer finalStatus, @Nullable String finalReason, double durationSec, int msgCount, Timing timing,
        @Nullable String endedBy, Instant createdAt, Instant updatedAt, List<String> tags, List<SdpView> sdpTimeline,
        @Nullable String referTo, @Nullable String siprecMetadata, @Nullable String stirShaken,
        DiagnosisView diagnosis, List<BranchView> branches, List<String> hops, List<String> agents,
        List<String> userAgents, List<LegView> legs, Quality quality, List<IcmpView> icmp) {
    public static final int SCHEMA_VERSION = 1;

    /** Whole milliseconds. */
    public record Timing(@Nullable Long pddMs, @Nullable Long setupMs, @Nullable Long ringMs,
            @Nullable Long tryingDelayMs, @Nullable Long teardownMs, @Nullable Long talkMs, int retransmits) {}

    /**
     * A media section of an offer or answer.
     *
     * @param mediaAddr
     *            empty where the description names none
     */
    public record SdpView(Instant timestamp, String direction, List<String> codecs, String mediaAddr, int mediaPort,
            String mode, String media, String sender) {
        public SdpView {
            mediaAddr = Objects.requireNonNullElse(mediaAddr, "");
        }
    }

    /** A forked branch. */
    public record BranchView(String toTag, int status) {}

    /** A leg of the same call and why it is one. */
    public record LegView(String dialog, String callId, Instant createdAt, String reason) {}

    /** Lowest score and highest impairment per direction, null where nothing was measured. */
    public record Quality(@Nullable Double mosCaller, @Nullable Double mosCallee, @Nullable Double lossPct,
            @Nullable Double jitterMs, int streams) {}
}
