package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * A stream of G.711, a packet every 20 ms, with gaussian jitter, loss and reordering, and telephone-events (RFC 4733).
 * Payloads are random, so that no compression gains on them.
 */
final class RtpStream implements Timeline.Event {
    static final long PACKET_NS = 20_000_000;
    static final int PAYLOAD_BYTES = 160;

    private static final int HEADER_BYTES = 12;
    private static final int EVENT_PAYLOAD_TYPE = 101;
    private static final int EVENT_BYTES = 4;
    private static final int EVENT_PACKETS = 8;
    private static final int EVENT_END_PACKETS = 3;
    private static final int EVERY_DIGIT_PACKETS = 20;
    private static final int FIRST_DIGIT_AT = 50;
    private static final double JITTER_NS = 1_500_000;
    private static final double REORDERED_SHARE = 0.0005;
    private static final long LATE_NS = 33_000_000;

    private final Scene scene;
    private final SplittableRandom random;
    private final Endpoint from;
    private final Endpoint to;
    private final int payloadType;
    private final int packets;
    private final int firstSequence;
    private final int firstTimestamp;
    private final int ssrc;
    private final byte[] packet = new byte[HEADER_BYTES + PAYLOAD_BYTES];
    private String digits = "";
    private long startNs;
    private int index;
    private int lost;
    private int reordered;

    RtpStream(Scene scene, SplittableRandom random, Endpoint from, Endpoint to, int payloadType, int packets) {
        this.scene = scene;
        this.random = random;
        this.from = from;
        this.to = to;
        this.payloadType = payloadType;
        this.packets = packets;
        firstSequence = random.nextInt(1 << 16);
        firstTimestamp = random.nextInt();
        ssrc = random.nextInt();
    }

    /** Sends digits from the second second on; those that do not fit in the stream are not sent. */
    void dial(String wanted) {
        int room = (packets - FIRST_DIGIT_AT - EVENT_PACKETS - EVENT_END_PACKETS) / EVERY_DIGIT_PACKETS;
        digits = wanted.substring(0, Math.clamp(room, 0, wanted.length()));
    }

    void begin(long timeNs) {
        startNs = timeNs;
        scene.book.stream(this);
        scene.timeline.at(timeNs, this);
    }

    @Override
    public void happen(long timeNs) throws IOException {
        boolean inside = index > 0 && index < packets - 2;
        if (inside && digitAt(index) < 0 && Scene.chance(random, scene.profile.lossShare())) {
            lost++;
        } else if (inside && digitAt(index) < 0 && Scene.chance(random, REORDERED_SHARE)) {
            int late = index;
            reordered++;
            scene.timeline.at(timeNs + LATE_NS, at -> send(at, late));
        } else {
            send(timeNs, index);
        }
        index++;
        if (index < packets) {
            long jitterNs = (long) (JITTER_NS * Math.clamp(random.nextGaussian(), -4, 4));
            scene.timeline.at(startNs + index * PACKET_NS + jitterNs, this);
        }
    }

    /** The digit that is sent at a packet, -1 for audio. */
    private int digitAt(int packetIndex) {
        int since = packetIndex - FIRST_DIGIT_AT;
        int digit = since / EVERY_DIGIT_PACKETS;
        boolean event = since >= 0 && digit < digits.length()
                && since % EVERY_DIGIT_PACKETS < EVENT_PACKETS + EVENT_END_PACKETS;
        return event ? digit : -1;
    }

    private void send(long timeNs, int packetIndex) throws IOException {
        packet[0] = (byte) 0x80;
        Bytes.putI16(packet, 2, firstSequence + packetIndex);
        Bytes.putI32(packet, 8, ssrc);
        int digit = digitAt(packetIndex);
        int payloadBytes = digit < 0 ? audio(packetIndex) : event(packetIndex, digit);
        scene.frames.udp(timeNs, from, to, packet, HEADER_BYTES + payloadBytes);
    }

    private int audio(int packetIndex) {
        packet[1] = (byte) (packetIndex == 0 ? 0x80 | payloadType : payloadType);
        Bytes.putI32(packet, 4, timestamp(packetIndex));
        for (int at = HEADER_BYTES; at < packet.length; at += Long.BYTES) {
            Bytes.putI64(packet, at, random.nextLong());
        }
        return PAYLOAD_BYTES;
    }

    /** RFC 4733 2.3: all packets of an event have the timestamp of its begin; the end is sent three times. */
    private int event(int packetIndex, int digit) {
        int begin = FIRST_DIGIT_AT + digit * EVERY_DIGIT_PACKETS;
        int since = packetIndex - begin;
        boolean end = since >= EVENT_PACKETS;
        packet[1] = (byte) (since == 0 ? 0x80 | EVENT_PAYLOAD_TYPE : EVENT_PAYLOAD_TYPE);
        Bytes.putI32(packet, 4, timestamp(begin));
        int code = digits.charAt(digit) == '#' ? 11 : digits.charAt(digit) - '0';
        int duration = PAYLOAD_BYTES * (Math.min(since, EVENT_PACKETS - 1) + 1);
        Bytes.putI32(packet, HEADER_BYTES, code << 24 | (end ? 0x80 : 0) << 16 | 10 << 16 | duration);
        return EVENT_BYTES;
    }

    private int timestamp(int packetIndex) {
        return firstTimestamp + PAYLOAD_BYTES * packetIndex;
    }

    int ssrc() {
        return ssrc;
    }

    Endpoint from() {
        return from;
    }

    Endpoint to() {
        return to;
    }

    int sentSoFar() {
        return index;
    }

    int lostSoFar() {
        return lost;
    }

    int timestampNow() {
        return timestamp(index);
    }

    int highestSequence() {
        return firstSequence + Math.max(0, index - 1);
    }

    TrafficLedger.Stream ledger() {
        return new TrafficLedger.Stream(from, to, ssrc, payloadType, packets, lost, reordered, digits);
    }
}
