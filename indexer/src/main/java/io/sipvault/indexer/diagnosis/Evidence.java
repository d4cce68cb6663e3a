package io.sipvault.indexer.diagnosis;

/** What a finding rests on. */
public sealed interface Evidence {
    /** A message of the dialog, by its index there. */
    record OfMessage(int index) implements Evidence {}

    /** An RTP stream, by its id. */
    record OfStream(String streamId) implements Evidence {}

    /** ICMP errors, by their index in what was given. */
    record OfNetworkError(int index) implements Evidence {}

    /** A log line, by its id. */
    record OfLogLine(String lineId) implements Evidence {}
}
