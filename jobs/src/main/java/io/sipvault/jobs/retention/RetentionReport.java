package io.sipvault.jobs.retention;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run of retention did, or what it would do.
 *
 * @param at
 *            the time that ages are reckoned to
 * @param dryRun
 *            whether nothing was done
 * @param expired
 *            chunks that were marked, by kind; their objects are deleted after the grace period
 * @param deleted
 *            data objects that were deleted, by kind, and {@code fragment} files
 * @param days
 *            days that the index gave up, {@code yyyy-MM-dd}
 * @param dayBytes
 *            what their folders took
 * @param inGrace
 *            chunks that are marked and whose object stays for now
 * @param unfinished
 *            chunks that are old enough and stay until they are indexed
 * @param unreadable
 *            chunks whose manifest or mark cannot be read, so that nothing of them is deleted
 */
public record RetentionReport(Instant at, boolean dryRun, SortedMap<String, Amount> expired,
        SortedMap<String, Amount> deleted, List<String> days, long dayBytes, long inGrace, long unfinished,
        long unreadable) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    public RetentionReport {
        expired = new TreeMap<>(expired);
        deleted = new TreeMap<>(deleted);
        days = List.copyOf(days);
    }

    /** In one line. */
    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /** Reads what {@link #toJson} wrote. */
    public static RetentionReport parse(String json) {
        return JSON.readValue(json, RetentionReport.class);
    }

    /** Whether nothing went, or would go. */
    @JsonIgnore
    public boolean isEmpty() {
        return expired.isEmpty() && deleted.isEmpty() && days.isEmpty();
    }

    /** So many objects and bytes. */
    public record Amount(long objects, long bytes) {
        Amount plus(Amount more) {
            return new Amount(objects + more.objects, bytes + more.bytes);
        }
    }
}
