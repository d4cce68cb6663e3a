package io.sipvault.ingest.error;

/** What went wrong, and whose turn it is to mend it. */
public enum ErrorCode {
    /** A file, a chunk or a fragment file cannot be read as what it claims to be. */
    DAMAGED(Type.CAPTURE),
    /** A file is no capture and no log that we know. */
    NOT_A_CAPTURE(Type.CAPTURE),
    /** An argument, a setting or a query is wrong. */
    BAD_REQUEST(Type.USER),
    /** What was asked for is not there. */
    NOT_FOUND(Type.USER),
    /** Another process holds what is needed. */
    IN_USE(Type.USER),
    /** A signature, a hash or a chain does not hold. */
    NOT_PROVEN(Type.CAPTURE),
    /** The object store cannot be reached, refused, or failed in the middle. */
    STORE(Type.EXTERNAL),
    /** An agent cannot be reached, does not answer in time, or fails. */
    AGENT(Type.EXTERNAL),
    /** No room left where something had to be written. */
    DISK_FULL(Type.EXTERNAL),
    /** Reading or writing a local file failed. */
    LOCAL_FILE(Type.EXTERNAL),
    /** The SQL database failed. */
    DATABASE(Type.EXTERNAL),
    /** The search index failed. */
    INDEX(Type.EXTERNAL),
    /** A fault of this program. */
    INTERNAL(Type.INTERNAL);

    /** Who can mend it. */
    public enum Type {
        CAPTURE, USER, EXTERNAL, INTERNAL
    }

    private final Type type;

    ErrorCode(Type type) {
        this.type = type;
    }

    public Type type() {
        return type;
    }
}
