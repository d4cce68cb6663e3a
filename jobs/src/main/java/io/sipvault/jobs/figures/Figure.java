package io.sipvault.jobs.figures;

import java.util.Arrays;
import java.util.List;

/** What is counted, with the words under which it is shown. */
public enum Figure {
    /** SIP requests. */
    MESSAGES("messages_total", "method", "SIP requests by method"),
    /** SIP responses. */
    RESPONSES("responses_total", "code", "SIP responses by status code"),
    /** RTP streams. */
    STREAMS("rtp_streams_total", "status", "RTP streams: established when a dialog announced them, else orphaned"),
    /** Packets. */
    PACKETS("capture_packets_total", "", "Packets of the captures that were indexed"),
    /** Reassembly that was given up. */
    TIMEOUTS("reassembly_timeouts_total", "", "Datagrams given up because their fragments came too late"),
    /** Security alerts. */
    ALERTS("security_alerts_total", "type", "Security alerts by type"),
    /** Diagnoses of dialogs. */
    DIAGNOSES("diagnosis_total", "kind", "Diagnoses by kind"),
    /** Post-dial delay. */
    PDD("pdd_seconds", "Post-dial delay in seconds", 0.5, 1, 2, 3, 5, 10),
    /** Scores of streams. */
    MOS("mos", "MOS of RTP streams, listening quality", 1, 2, 2.5, 3, 3.5, 4, 4.5),
    /** Jitter of streams. */
    JITTER("jitter_ms", "Mean jitter of RTP streams in ms", 5, 10, 20, 50, 100, 200),
    /** Loss of streams. */
    LOSS("loss_percent", "Packets lost of RTP streams in percent", 0.1, 0.5, 1, 2, 5, 10);

    /** Label of a histogram's sum. */
    public static final String SUM = "sum";
    /** Label of the bucket for all that is greater. */
    public static final String REST = "+Inf";

    private final String series;
    private final String label;
    private final String help;
    private final List<Double> buckets;

    Figure(String series, String label, String help) {
        this.series = series;
        this.label = label;
        this.help = help;
        this.buckets = List.of();
    }

    Figure(String series, String help, double... buckets) {
        this.series = series;
        this.label = "le";
        this.help = help;
        this.buckets = Arrays.stream(buckets).boxed().toList();
    }

    /** Its name without a prefix. */
    public String series() {
        return series;
    }

    /** The name of its label; empty when it has none. */
    public String label() {
        return label;
    }

    public String help() {
        return help;
    }

    /** Upper bounds of a histogram's buckets; none of a counter. */
    public List<Double> buckets() {
        return buckets;
    }

    public boolean isHistogram() {
        return !buckets.isEmpty();
    }

    /** {@code 0.5}, {@code 10}: the bucket of a value. */
    String bucketOf(double value) {
        return buckets.stream().filter(bound -> value <= bound).findFirst().map(Figure::text).orElse(REST);
    }

    /** A bound as it is written. */
    public static String text(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
