package io.sipvault.agent.collect;

/** Where log records go whose source can give them again. Safe for use by many threads. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Takes a record.
     *
     * @param timeNs
     *            of what it tells, nanoseconds since 1970
     * @param json
     *            the record in one line, see docs/chunk-format.md
     * @return false when there is no room: nothing was taken, and the source should wait and give it again
     */
    boolean record(long timeNs, byte[] json);
}
