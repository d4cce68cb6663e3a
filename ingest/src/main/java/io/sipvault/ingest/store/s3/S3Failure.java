package io.sipvault.ingest.store.s3;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request that failed, in terms of S3: the HTTP status and S3's code word. */
final class S3Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Set<Integer> PASSING_STATUSES = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<String> PASSING_CODES = Set.of("SlowDown", "SlowDownRead", "SlowDownWrite",
            "InternalError",
            "ServiceUnavailable", "RequestTimeout", "OperationAborted", "ConditionalRequestConflict", "Throttling",
            "ThrottlingException", "TooManyRequests");
    /** How the SDK words an answer that is no XML, such as a proxy's error page. */
    private static final Pattern STATUS_TEXT = Pattern.compile("(?i)response code: (\\d{3})");

    private final int status;
    private final String code;
    private final boolean uncertain;

    private S3Failure(int status, String code, boolean uncertain, Throwable cause) {
        super(status + " " + code, cause);
        this.status = status;
        this.code = code;
        this.uncertain = uncertain;
    }

    static S3Failure of(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof S3Failure failure) {
            return failure;
        }
        if (cause instanceof ErrorResponseException e) {
            return new S3Failure(e.response().code(), String.valueOf(e.errorResponse().code()), false, e);
        }
        if (cause instanceof ServerException e) {
            return new S3Failure(e.statusCode(), "", false, e);
        }
        Matcher text = STATUS_TEXT.matcher(String.valueOf(cause.getMessage()));
        return new S3Failure(text.find() ? Integer.parseInt(text.group(1)) : 0, "", false, cause);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && (cause instanceof CompletionException || cause instanceof ExecutionException
                || cause.getCause() instanceof IOException || cause.getCause() instanceof ErrorResponseException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The same, knowing that an earlier attempt ended without an answer. */
    S3Failure afterUncertainAttempt() {
        return new S3Failure(status, code, true, cause());
    }

    Throwable cause() {
        Throwable cause = getCause();
        return cause == null ? this : cause;
    }

    /** The HTTP status, 0 when no answer came. */
    int status() {
        return status;
    }

    /** S3's code word, empty when none came. */
    String code() {
        return code;
    }

    @Nullable
    IOException networkError() {
        return status == 0 && getCause() instanceof IOException e ? e : null;
    }

    /** Whether an attempt, this one or an earlier one, may have been done by the server without our knowing. */
    boolean isUncertain() {
        return uncertain || networkError() != null || status >= 500;
    }

    boolean isPassing() {
        return networkError() != null || PASSING_STATUSES.contains(status) || PASSING_CODES.contains(code);
    }

    boolean isExisting() {
        return status == 412 || code.equals("PreconditionFailed");
    }

    boolean isMissingObject() {
        return code.equals("NoSuchKey") || (status == 404 && code.isEmpty());
    }

    boolean isMissingUpload() {
        return code.equals("NoSuchUpload");
    }

    boolean isPastEnd() {
        return status == 416 || code.equals("InvalidRange");
    }

    boolean isFull() {
        return status == 507 || code.equals("XMinioStorageFull") || code.equals("QuotaExceeded")
                || code.equals("XMinioAdminBucketQuotaExceeded");
    }
}
