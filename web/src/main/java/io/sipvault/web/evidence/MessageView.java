package io.sipvault.web.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One SIP message of a dialog.
 *
 * @param index
 *            its place in the dialog, from 0
 * @param method
 *            of a response that of its CSeq
 * @param statusCode
 *            null for a request
 * @param cseq
 *            -1 when it has none
 * @param src
 *            address and port that sent it on this hop
 * @param agents
 *            observers that saw it
 * @param mirrored
 *            whether the capture shows one packet twice and this is the second
 * @param contentHash
 *            first 16 bytes of the SHA-256 of its bytes
 * @param raw
 *            its text; bytes that are not UTF-8 are replaced
 */
public record MessageView(int index, String callId, Instant time, boolean isRequest, String method,
        @Nullable Integer statusCode, String reason, long cseq, String src, String dst, String transport,
        List<String> agents, boolean retransmission, boolean mirrored, boolean sdp, String contentHash,
        List<Evidence> evidence, String raw) {
    /** A sighting: who saw it when, and where in the archive its packets begin. */
    public record Evidence(String agent, Instant time, String chunk, List<Integer> offsets) {}

    /** {@code INVITE} or {@code 486 Busy Here (INVITE)}. */
    public String title() {
        return isRequest ? method : (statusCode + " " + reason).strip() + " (" + method + ")";
    }
}
