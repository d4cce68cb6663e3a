package io.sipvault.agent.command;

import java.util.Map;

/**
 * What is answered.
 *
 * @param body
 *            to be written as JSON
 */
public record Answer(int status, Object body) {
    static final int OK = 200;
    static final int CREATED = 201;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int UNAUTHORIZED = 401;
    static final int TOO_MANY = 429;
    static final int FAILED = 500;

    /** A problem document, RFC 9457. */
    record Problem(String type, String title, int status, String detail) {}

    private static final Map<Integer, String> TITLES = Map.of(BAD_REQUEST, "Bad Request", UNAUTHORIZED,
            "Unauthorized", NOT_FOUND, "Not Found", NOT_ALLOWED, "Method Not Allowed", CONFLICT, "Conflict",
            TOO_LARGE, "Content Too Large", TOO_MANY, "Too Many Requests", FAILED, "Internal Server Error");

    static Answer problem(int status, String detail) {
        return new Answer(status, new Problem("about:blank", TITLES.getOrDefault(status, "Problem"), status, detail));
    }

    /** A problem: something is longer than what is taken. */
    public static Answer tooLarge(String detail) {
        return problem(TOO_LARGE, detail);
    }

    /** The body. */
    public byte[] json() {
        return CommandJson.MAPPER.writeValueAsBytes(body);
    }

    boolean isProblem() {
        return body instanceof Problem;
    }
}
