package io.sipvault.indexer.fold;

import java.util.List;
import java.util.Map;

/** What is stored with a document for the fold alone, as JSON. Names are short: there is one for every dialog. */
final class FoldState {
    private FoldState() {}

    /**
     * Of a dialog.
     *
     * @param callId
     *            its Call-ID
     * @param torn
     *            torn keys that gave it messages
     * @param start
     *            nanoseconds since 1970
     * @param end
     *            time of the last message
     * @param ended
     *            whether its end was seen
     * @param media
     *            where its sides receive media
     * @param links
     *            certain link keys
     */
    record OfDialog(String callId, List<String> torn, long start, long end, boolean ended, List<Binding> media,
            List<String> links) {
        /** Whether a stream is at an end that this dialog announced, and at another that another dialog has it by. */
        boolean sharesOnly(OfStream stream, String id) {
            return stream.together && !stream.dialog.equals(id) && !(announced(stream.src) && announced(stream.dst));
        }

        private boolean announced(String endpoint) {
            return media.stream().anyMatch(binding -> binding.ep.equals(endpoint));
        }
    }

    /**
     * Where a side receives media.
     *
     * @param ep
     *            address and port
     * @param from
     *            since when
     * @param side
     *            who
     * @param formats
     *            payload type to encoding name and clock rate, {@code PCMU/8000}
     * @param ptime
     *            ms, 0 when unknown
     * @param type
     *            such as audio
     */
    record Binding(String ep, long from, String side, Map<Integer, String> formats, double ptime, String type) {}

    /**
     * Of a stream.
     *
     * @param binding
     *            hash of the dialog and formats that it was measured by; empty when none
     * @param together
     *            whether that dialog announced both ends of it
     * @param start
     *            first packet; of RTCP where no RTP was seen
     * @param rtp
     *            whether RTP was seen
     * @param own
     *            of a piece of a stream that is cut: the chunks that have packets of its own; else empty
     * @param torn
     *            torn datagrams that hold packets of it
     * @param twin
     *            the key that its RTCP may be kept under, empty when its own alone
     */
    record OfStream(String vantage, String src, String dst, int ssrc, String binding, String dialog, boolean together,
            String toward, long start, long end, boolean confirmed, boolean rtp, List<String> own, List<String> torn,
            String twin) {}

    /**
     * Of torn pieces.
     *
     * @param callIds
     *            of the messages that they give together
     * @param fedBy
     *            of a TCP direction: torn datagrams that hold pieces of it
     * @param gives
     *            of a datagram: the streams and TCP directions that it is part of
     * @param start
     *            time of the first piece
     * @param end
     *            time of the last
     */
    record OfTorn(List<String> callIds, List<String> fedBy, List<String> gives, long start, long end) {}

    /** Of ICMP errors: who saw them, and the Call-ID that they quote, empty when they name none. */
    record OfIcmp(String vantage, String callId) {}
}
