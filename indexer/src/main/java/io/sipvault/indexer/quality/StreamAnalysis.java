package io.sipvault.indexer.quality;

import io.sipvault.ingest.rtp.PacketTrace;

/** The way from a packet trace to the figures of a stream: a pure function, on the capture's clock alone. */
public final class StreamAnalysis {
    private StreamAnalysis() {}

    /** {@link #analyse(PacketTrace, StreamFormat, AnalysisOptions)} with the default options. */
    public static StreamQuality analyse(PacketTrace trace, StreamFormat format) {
        return analyse(trace, format, AnalysisOptions.DEFAULT);
    }

    /**
     * All figures of a stream. The trace is taken in the order of {@link PacketTrace#merge}, whatever order its rows are
     * in.
     */
    public static StreamQuality analyse(PacketTrace trace, StreamFormat format, AnalysisOptions options) {
        return analyse(trace, TraceSpan.ALL, format, options);
    }

    /**
     * The figures of a piece of a stream. Pieces beside each other add up: what is expected, received, lost and pressed is
     * counted in one of them, and neither a restart nor jitter is made up where one ends.
     *
     * @param trace
     *            with some packets before and behind the piece
     * @param span
     *            the piece
     */
    public static StreamQuality analyse(PacketTrace trace, TraceSpan span, StreamFormat format,
            AnalysisOptions options) {
        return new StreamMeasurement(trace.merged(), span, format, options).measure();
    }
}
