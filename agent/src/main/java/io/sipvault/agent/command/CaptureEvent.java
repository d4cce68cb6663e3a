package io.sipvault.agent.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Flow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message that counts for a scope, as it waits to be read.
 *
 * @param sequence
 *            rises for ever with each event of the agent
 * @param raw
 *            at most 64 KiB of the message
 * @param length
 *            that it had
 */
record CaptureEvent(String scope, long sequence, long timeNs, Flow flow, String callId, String method, int status,
        byte[] raw, int length) {
    static final int MOST_RAW = 64 << 10;
    private static final int OVERHEAD = 512;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST_WORD = 256;

    static CaptureEvent of(String scope, long sequence, SeenMessage seen) {
        SipMessage message = seen.message;
        int raw = Math.min(MOST_RAW, message.length());
        return new CaptureEvent(scope, sequence, seen.timeNs, seen.flow, cut(message.callId()),
                cut(message.method()), message.statusCode(),
                Arrays.copyOfRange(seen.bytes, message.offset(), message.offset() + raw), message.length());
    }

    private static String cut(String word) {
        return word.length() > MOST_WORD ? word.substring(0, MOST_WORD) : word;
    }

    /** About what it takes in memory. */
    int bytes() {
        return raw.length + OVERHEAD;
    }

    /**
     * As JSON tells it.
     *
     * @param method
     *            of a request; of a response that of its CSeq
     * @param status
     *            of a response, else null
     * @param encoding
     *            of the text: latin-1 where the bytes are no UTF-8, so that none is lost
     * @param truncated
     *            whether the text is only the beginning
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(String scope, long sequence, String kind, Instant time, Between flow, String callId, String method,
            @Nullable Integer status, String text, String encoding, boolean truncated) {}

    /** Transport and ends. */
    record Between(String transport, String source, String destination) {}

    Told told() {
        String text = utf8(raw);
        return new Told(scope, sequence, "sip",
                Instant.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS), Math.floorMod(timeNs, SECOND_NS)),
                new Between(flow.transport().name(), flow.source().toString(), flow.destination().toString()), callId,
                method, status == 0 ? null : status,
                text == null ? new String(raw, StandardCharsets.ISO_8859_1) : text, text == null ? "latin-1" : "utf-8",
                length > raw.length);
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
