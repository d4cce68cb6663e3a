package io.sipvault.ingest.store;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import org.jspecify.annotations.Nullable;

/**
 * What every store checks before it does anything: keys, prefixes and ranges. Keys are ASCII, so the order of
 * {@link String#compareTo} is the byte order that listings promise.
 */
public final class ObjectKeys {
    /** Leaves room for a bucket prefix below the 1,024 bytes that S3 allows. */
    private static final int KEY_LIMIT = 900;
    private static final int SEGMENT_LIMIT = 255;

    private ObjectKeys() {}

    /** Whether a text is a legal key. */
    public static boolean isLegal(String key) {
        return fault(key, false) == null;
    }

    /** Gives back a legal key, and refuses any other with BAD_REQUEST that says what is wrong with it. */
    public static String check(String key) {
        String fault = fault(key, false);
        if (fault != null) {
            throw refused("key", key, fault);
        }
        return key;
    }

    /** Gives back a prefix that a legal key can begin with, and refuses any other with BAD_REQUEST. */
    public static String checkPrefix(String prefix) {
        String fault = prefix.isEmpty() ? null : fault(prefix, true);
        if (fault != null) {
            throw refused("prefix", prefix, fault);
        }
        return prefix;
    }

    /** Refuses a listing of less than one object. */
    public static void checkLimit(int limit) {
        if (limit < 1) {
            throw new ForensicException(ErrorCode.BAD_REQUEST,
                    "Listing objects: the limit must be at least 1, got " + limit);
        }
    }

    /** Refuses an object that is too large for {@link ObjectStore#read(String)}. */
    public static void checkReadable(String key, long size) {
        if (size > ObjectStore.READ_LIMIT) {
            throw new ForensicException(ErrorCode.BAD_REQUEST,
                    "Reading object " + key + " whole: it has " + size + " bytes, at most " + ObjectStore.READ_LIMIT
                            + " are read into memory. Read it by ranges or as a stream.");
        }
    }

    /** Refuses a range with a negative offset or length. */
    public static void checkRange(String key, long offset, int length) {
        if (offset < 0 || length < 0) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "Reading object " + key + ": offset " + offset
                    + " and length " + length + " must not be negative");
        }
    }

    /** What a read of a range past the end throws. */
    public static ForensicException pastEnd(String location, String key, long offset, int length, long size) {
        return new ForensicException(ErrorCode.DAMAGED,
                "Reading object " + key + " in " + location + ": expected " + length + " bytes at offset " + offset
                        + ", but the object has " + size + " bytes, which leaves " + Math.max(0, size - offset)
                        + ". The object was cut short, or what refers to it (a seek table, a manifest) is damaged.");
    }

    /** What a read of an absent object throws. */
    public static ForensicException notFound(String location, String key) {
        return new ForensicException(ErrorCode.NOT_FOUND, "Reading object " + key + " in " + location
                + ": there is none of that key. It may have been removed by retention, or never have been stored.");
    }

    private static ForensicException refused(String what, String text, String fault) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "Refused the " + what + " \"" + printable(text) + "\": "
                + fault + ". A key is a path of segments of A-Z a-z 0-9 . _ = - joined by single slashes.");
    }

    private static @Nullable String fault(String text, boolean prefix) {
        if (text.isEmpty() || text.length() > KEY_LIMIT) {
            return "it has " + text.length() + " characters, expected 1 to " + KEY_LIMIT;
        }
        if (text.charAt(0) == '.') {
            return "names that begin with a dot are the store's own";
        }
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '/' && !isAllowed(c)) {
                return "character " + i + " is not allowed";
            }
            if (c == '/') {
                String fault = segmentFault(text, start, i);
                if (fault != null) {
                    return fault;
                }
                start = i + 1;
            }
        }
        return prefix ? null : segmentFault(text, start, text.length());
    }

    private static @Nullable String segmentFault(String text, int start, int end) {
        int length = end - start;
        if (length == 0) {
            return "it has an empty segment at character " + start;
        }
        if (length > SEGMENT_LIMIT) {
            return "the segment at character " + start + " has " + length + " characters, expected at most "
                    + SEGMENT_LIMIT;
        }
        boolean dots = length <= 2 && text.charAt(start) == '.' && text.charAt(end - 1) == '.';
        return dots ? "the segment at character " + start + " leads to another directory" : null;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._=-".indexOf(c) >= 0;
    }

    private static String printable(String text) {
        String shown = text.length() <= 120 ? text : text.substring(0, 120) + "...";
        return shown.replaceAll("[^ -~]", "?");
    }
}
