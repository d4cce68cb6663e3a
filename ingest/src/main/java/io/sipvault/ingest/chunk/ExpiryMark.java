package io.sipvault.ingest.chunk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says that something of a chunk was given up by a policy: signed, written before anything is deleted, and kept for good.
 *
 * @param format
 *            version of this document
 * @param chunk
 *            id of the chunk
 * @param manifestSha256
 *            of the chunk's manifest, which stays
 * @param object
 *            key of the object that is deleted
 * @param objectSha256
 *            what the manifest says of the data object; null for a fragment file
 * @param policy
 *            name of the policy, such as {@code sip-90d}
 * @param expired
 *            when it expired, by the clock of who ran the policy
 * @param indexed
 *            whether the chunk had been decoded; false for one that was quarantined and has no fragment file
 * @param firstTime
 *            earliest capture time; null when none is known
 * @param lastTime
 *            latest capture time; null when none is known
 * @param by
 *            the public key of who ran the policy, by its place in the archive
 * @param tool
 *            program and version
 */
public record ExpiryMark(int format, String chunk, String manifestSha256, String object, @Nullable String objectSha256,
        String policy, Instant expired, boolean indexed, @Nullable Instant firstTime, @Nullable Instant lastTime,
        String by, String tool) {
    public static final int FORMAT = 1;

    /** What is given up. */
    public enum Subject {
        /** The data object: packets or lines as they were captured. */
        PACKETS(".expired.json"),
        /** The fragment file, with what the index held of it. */
        INDEX(".index.expired.json");

        private final String ending;

        Subject(String ending) {
            this.ending = ending;
        }

        /** Where the mark of a chunk stands: beside its manifest. */
        public String keyOf(ChunkId id) {
            String manifest = id.manifestKey();
            return manifest.substring(0, manifest.length() - ".json".length()) + ending;
        }
    }

    /** {@code expired by policy sip-90d on 2026-11-26}. */
    public String sentence() {
        return "expired by policy " + policy + " on " + expired.toString().substring(0, "yyyy-MM-dd".length());
    }
}
