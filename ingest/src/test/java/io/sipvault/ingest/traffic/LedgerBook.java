package io.sipvault.ingest.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts while the capture is written. */
final class LedgerBook {
    private final TreeMap<String, Long> requests = new TreeMap<>();
    private final TreeMap<Integer, Long> responses = new TreeMap<>();
    private final List<RtpStream> streams = new ArrayList<>();
    long dialogs;
    long sipMessages;
    long rtcpPackets;

    void sip(byte[] message) {
        sipMessages++;
        if (message[0] == 'S' && message[3] == '/') {
            int status = (message[8] - '0') * 100 + (message[9] - '0') * 10 + message[10] - '0';
            responses.merge(status, 1L, Long::sum);
        } else {
            int end = 0;
            while (message[end] != ' ') {
                end++;
            }
            requests.merge(new String(message, 0, end, StandardCharsets.US_ASCII), 1L, Long::sum);
        }
    }

    void stream(RtpStream stream) {
        streams.add(stream);
    }

    TrafficLedger close(FrameWriter frames) {
        return new TrafficLedger(frames.packets(), frames.bytes(), dialogs, sipMessages, requests, responses,
                frames.fragments(), frames.tcpSegments(), rtcpPackets,
                streams.stream().map(RtpStream::ledger).toList());
    }
}
