package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sip.SipMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A key that was sent as SIP INFO (RFC 6086) in one of the two forms in use, of which no RFC speaks. */
public final class InfoDigit {
    private static final int MOST_BYTES = 200;
    private static final String SIGNAL = "signal=";
    private static final String KEYS = "0123456789*#ABCD";

    private InfoDigit() {}

    /** One of {@code 0123456789*#ABCD}; null when the message carries no key. */
    public static @Nullable String of(SipMessage message) {
        String type = message.isRequest() && message.method().equals("INFO") ? message.header("Content-Type") : null;
        if (type == null || !"INFO".equals(message.cseqMethod())) {
            return null;
        }
        String kind = type.strip().toLowerCase(Locale.ROOT);
        byte[] body = message.body();
        String text = new String(Arrays.copyOf(body, Math.min(body.length, MOST_BYTES)), StandardCharsets.ISO_8859_1);
        if (kind.startsWith("application/dtmf-relay")) {
            return text.lines().map(String::strip).filter(line -> line.toLowerCase(Locale.ROOT).startsWith(SIGNAL))
                    .findFirst().map(line -> key(line.substring(SIGNAL.length()))).orElse(null);
        }
        return kind.startsWith("application/dtmf") ? key(text) : null;
    }

    private static @Nullable String key(String text) {
        String key = text.strip().toUpperCase(Locale.ROOT);
        return key.length() == 1 && KEYS.contains(key) ? key : null;
    }
}
