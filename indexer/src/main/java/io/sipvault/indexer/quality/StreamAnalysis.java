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
        return new StreamMeasurement(trace.merged(), format, options).measure();
    }
}
