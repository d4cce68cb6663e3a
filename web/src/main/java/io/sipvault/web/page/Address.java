package io.sipvault.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An address within this server, put together so that any text may stand in it. */
public final class Address {
    private final StringBuilder text;
    private boolean asked;

    private Address(String path) {
        text = new StringBuilder(path);
    }

    public static Address of(String path) {
        return new Address(path);
    }

    /** Adds a slash and a segment. */
    public Address segment(Object segment) {
        text.append('/').append(encoded(segment.toString()));
        return this;
    }

    /** Adds an ending as it is, such as {@code .csv}. */
    public Address ending(String ending) {
        text.append(ending);
        return this;
    }

    /** Adds a parameter, unless it is null or empty. */
    public Address with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            text.append(asked ? '&' : '?').append(name).append('=').append(encoded(value.toString()));
            asked = true;
        }
        return this;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A call's page, by an id of ours. */
    public static String call(String id) {
        return of("/calls").segment(id).toString();
    }

    /** What the interface has of a dialog; a Call-ID that a path cannot hold goes by the query. */
    public static String ofDialog(String callId, String what) {
        return of("/v1/dialogs").segment(callId).segment(what).toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
