package io.sipvault.web.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered, and why. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final @Nullable String field;

    private ApiException(HttpStatus status, @Nullable String field, String message) {
        super(message);
        this.status = status;
        this.field = field;
    }

    /**
     * 400.
     *
     * @param field
     *            the parameter at fault
     * @param message
     *            what it got, what it takes
     */
    public static ApiException badRequest(String field, String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, field, message);
    }

    /** 403: who asks may ask, and not for this. */
    public static ApiException forbidden(String field, String message) {
        return new ApiException(HttpStatus.FORBIDDEN, field, message);
    }

    /** 404. */
    public static ApiException notFound(String message) {
        return new ApiException(HttpStatus.NOT_FOUND, null, message);
    }

    /** 409: the request is right, what it asks for is not possible as things are. */
    public static ApiException conflict(String message) {
        return new ApiException(HttpStatus.CONFLICT, null, message);
    }

    /** 410: it was there, and is kept no longer. */
    public static ApiException gone(String message) {
        return new ApiException(HttpStatus.GONE, null, message);
    }

    /** 408: the body came too slowly. */
    public static ApiException tooSlow(String message) {
        return new ApiException(HttpStatus.REQUEST_TIMEOUT, null, message);
    }

    /** 413: the body is longer than what is taken. */
    public static ApiException tooLarge(String message) {
        return new ApiException(HttpStatus.CONTENT_TOO_LARGE, null, message);
    }

    public HttpStatus status() {
        return status;
    }

    /** The parameter at fault, null when none is. */
    public @Nullable String field() {
        return field;
    }
}
