package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a generated capture holds.
 *
 * @param packets
 *            records of the capture
 * @param bytes
 *            size of the capture file
 * @param dialogs
 *            distinct Call-IDs
 * @param sipMessages
 *            SIP messages with repeats and with their copies at a second hop
 * @param requests
 *            SIP requests by method
 * @param responses
 *            SIP responses by status code
 * @param fragments
 *            packets that are IPv4 fragments
 * @param tcpSegments
 *            packets over TCP
 * @param rtcpPackets
 *            compound RTCP packets
 * @param streams
 *            RTP streams in the order of their start
 */
public record TrafficLedger(long packets, long bytes, long dialogs, long sipMessages, SortedMap<String, Long> requests,
        SortedMap<Integer, Long> responses, long fragments, long tcpSegments, long rtcpPackets,
        List<Stream> streams) {
    public TrafficLedger {
        requests = new TreeMap<>(requests);
        responses = new TreeMap<>(responses);
        streams = List.copyOf(streams);
    }

    /**
     * One RTP stream.
     *
     * @param sent
     *            packets that the sender sent; the first and the last are in the capture
     * @param lost
     *            packets of these that are not in the capture
     * @param reordered
     *            packets that come behind a later one
     * @param digits
     *            DTMF as telephone-events
     */
    public record Stream(Endpoint source, Endpoint destination, int ssrc, int payloadType, int sent, int lost,
            int reordered, String digits) {
        /** Packets in the capture. */
        public int captured() {
            return sent - lost;
        }
    }

    /** RTP packets in the capture. */
    public long rtpPackets() {
        return streams.stream().mapToLong(Stream::captured).sum();
    }

    /** RTP packets that are missing in the capture. */
    public long rtpLost() {
        return streams.stream().mapToLong(Stream::lost).sum();
    }

    /** The counts, one a line. */
    public String summary() {
        return """
                packets %d
                bytes %d
                dialogs %d
                SIP messages %d
                requests %s
                responses %s
                IPv4 fragments %d
                TCP segments %d
                RTP streams %d
                RTP packets %d
                RTP packets lost %d
                RTCP packets %d
                """.formatted(packets, bytes, dialogs, sipMessages, requests, responses, fragments, tcpSegments,
                streams.size(), rtpPackets(), rtpLost(), rtcpPackets);
    }
}
