package io.sipvault.ingest.error;

import org.jspecify.annotations.Nullable;

/** The one exception of this product: its message says what was being done, on what, expected, got, and what to do. */
public final class ForensicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ForensicException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ForensicException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
