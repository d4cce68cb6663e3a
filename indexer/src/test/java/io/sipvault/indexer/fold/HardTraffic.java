package io.sipvault.indexer.fold;

import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.ingest.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Traffic that is hard to index in pieces: messages in TCP segments and IP fragments, calls of several legs seen by two
 * vantages, calls over midnight, Call-IDs used again after a day, endpoints used again at once, media before its SDP and
 * without any, calls that nothing ends. On demand also what senders of HEP report of it.
 */
final class HardTraffic {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1000 * MS;
    private static final long HOUR = 3600 * SECOND;
    private static final long MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond() * SECOND;
    private static final int SYN = 2;
    private static final int PUSH_ACK = 0x18;

    private final Random random;
    /** Whether media and TCP come in IP fragments too, and messages of more than 64 KiB. */
    private final boolean torn;
    /** Of what goes beside the calls, so that these stay the same whatever else is added. */
    private final Random beside;
    /** Of what is reported in HEP, where anything is. */
    private final @org.jspecify.annotations.Nullable Random reports;
    private final Wire edge = new Wire();
    private final Wire core = new Wire();
    private final Map<String, Integer> sequences = new LinkedHashMap<>();
    private int port = 10_000;
    private int number;

    private HardTraffic(long seed, boolean torn, boolean reported) {
        this.torn = torn;
        reports = reported ? new Random(seed * 31 + 7) : null;
        random = new Random(seed);
        beside = new Random(~seed);
    }

    /** A capture for each vantage. */
    static Map<String, byte[]> captures(long seed, int scenes) {
        return captures(new HardTraffic(seed, false, false), scenes);
    }

    /** As {@link #captures(long, int)}, with what a cut tears worst: media and TCP in IP fragments, very long messages. */
    static Map<String, byte[]> torn(long seed, int scenes) {
        return captures(new HardTraffic(seed, true, false), scenes);
    }

    /** As {@link #captures(long, int)} or {@link #torn(long, int)}, with messages that are reported in HEP, some of them only so. */
    static Map<String, byte[]> reported(long seed, boolean torn, int scenes) {
        return captures(new HardTraffic(seed, torn, true), scenes);
    }

    private static Map<String, byte[]> captures(HardTraffic traffic, int scenes) {
        for (int i = 0; i < scenes; i++) {
            traffic.scene();
        }
        Map<String, byte[]> captures = new LinkedHashMap<>();
        if (traffic.edge.packets() > 0) {
            captures.put("edge", traffic.edge.pcap());
        }
        if (traffic.core.packets() > 0) {
            captures.put("core", traffic.core.pcap());
        }
        return captures;
    }

    private void scene() {
        long start = MIDNIGHT + (random.nextInt(120) - 100) * SECOND + random.nextInt(1000) * MS;
        switch (random.nextInt(9)) {
            case 0, 1 -> call(start, "c" + number++ + "@edge", List.of());
            case 2 -> legs(start);
            case 3 -> usedAgain(start);
            case 4 -> refreshes(start);
            case 5 -> subscription(start);
            case 6 -> sameMedia(start);
            case 7 -> tick(start);
            default -> unannounced(start);
        }
    }

    /** Two or three calls that belong together, in any order of start. */
    private void legs(long start) {
        String session = String.format("%032x", random.nextLong() | 1L);
        String first = "leg" + number++ + "@a";
        call(start, first, List.of("Session-ID: " + session + ";remote=" + "0".repeat(32)));
        call(start + random.nextInt(4000) * MS, "leg" + number++ + "@b",
                List.of(random.nextBoolean()
                        ? "X-CID: " + first
                        : "Session-ID: " + "0".repeat(32) + ";remote=" + session));
        if (random.nextBoolean()) {
            call(start + random.nextInt(9000) * MS, "leg" + number++ + "@c", List.of("X-Call-ID: " + first));
        }
    }

    /** One Call-ID with a gap of about a day, where a call ends and another begins. */
    private void usedAgain(long start) {
        String callId = "again" + number++ + "@edge";
        int hours = 22 + random.nextInt(5);
        List<String> headers = random.nextBoolean() ? List.of() : List.of("X-CID: shared-" + number);
        call(start, callId, headers);
        call(start + hours * HOUR, callId, headers);
        if (random.nextInt(3) == 0) {
            call(start + 2 * hours * HOUR, callId, headers);
        }
    }

    /** A second call that uses the media endpoints of the first, right behind it. */
    private void sameMedia(long start) {
        int used = port;
        call(start, "m" + number++ + "@edge", List.of());
        int after = port;
        port = used;
        call(start + (5 + random.nextInt(80)) * SECOND, "m" + number++ + "@edge", List.of());
        port = Math.max(after, port);
    }

    private void refreshes(long start) {
        Peer peer = new Peer(host(1), host(9), "reg" + number++ + "@edge", random.nextInt(3), edge);
        long time = start - 3 * HOUR;
        for (int cseq = 1; cseq <= 6; cseq++) {
            boolean challenged = random.nextBoolean();
            peer.request(time, "REGISTER", cseq, "r" + cseq, false, List.of("Contact: <sip:u@" + peer.a + ">",
                    "Expires: 3600"), "");
            peer.response(time + 30 * MS, challenged ? "401 Unauthorized" : "200 OK", "REGISTER", cseq, "r" + cseq,
                    List.of("Contact: <sip:u@" + peer.a + ">;expires=3600"), "");
            time += random.nextInt(60) * 60 * SECOND + SECOND;
        }
    }

    private void subscription(long start) {
        Peer peer = new Peer(host(2), host(9), "sub" + number++ + "@edge", random.nextInt(3), edge);
        peer.request(start, "SUBSCRIBE", 1, "s1", false, List.of("Event: presence", "Expires: 600"), "");
        peer.response(start + 20 * MS, "202 Accepted", "SUBSCRIBE", 1, "s1", List.of("Expires: 600"), "");
        for (int i = 0; i < 4; i++) {
            long at = start + (1 + i * 25L) * SECOND;
            peer.fromCallee(at, "NOTIFY", 10 + i, "n" + i, List.of("Event: presence", i == 3
                    ? "Subscription-State: terminated;reason=timeout"
                    : "Subscription-State: active;expires=500"));
            peer.toCallee(at + 10 * MS, "200 OK", "NOTIFY", 10 + i, "n" + i);
        }
    }

    /** What is no call, but says that capture went on. */
    private void tick(long start) {
        long step = 1L << random.nextInt(18);
        (random.nextBoolean() ? edge : core).udp(start + step * SECOND, host(8), host(9), new byte[]{1, 2, 3, 4});
    }

    private void unannounced(long start) {
        Host a = host(3).at(port += 2);
        Host b = host(4).at(port += 2);
        rtp(random.nextBoolean() ? edge : core, start, a, b, 2 + random.nextInt(60), random.nextInt(3) * 0.05);
    }

    private void call(long start, String callId, List<String> headers) {
        Peer peer = new Peer(host(1), host(2), callId, random.nextInt(4), random.nextBoolean() ? edge : core);
        peer.copyTo = random.nextInt(3) == 0 ? (peer.wire == edge ? core : edge) : null;
        Host caller = host(5).at(port += 2);
        Host callee = host(6).at(port += 2);
        int cseq = 1 + random.nextInt(1000);
        boolean lateOffer = random.nextInt(5) == 0;
        int fate = random.nextInt(7);
        peer.request(start, "INVITE", cseq, "i", false, headers, lateOffer ? "" : sdp(caller, "sendrecv"));
        if (random.nextInt(3) == 0) {
            peer.request(start + 500 * MS, "INVITE", cseq, "i", false, headers,
                    lateOffer ? "" : sdp(caller, "sendrecv"));
        }
        peer.response(start + 510 * MS, "100 Trying", "INVITE", cseq, "i", List.of(), "");
        if (fate == 0) {
            return;
        }
        long time = start + (1 + random.nextInt(5)) * SECOND;
        peer.response(time, "180 Ringing", "INVITE", cseq, "i", headers, "");
        time += random.nextInt(8000) * MS;
        if (fate == 1) {
            peer.response(time, "486 Busy Here", "INVITE", cseq, "i", List.of("Reason: Q.850;cause=17"), "");
            peer.request(time + 20 * MS, "ACK", cseq, "i", true, List.of(), "");
            return;
        }
        if (fate == 2) {
            peer.request(time, "CANCEL", cseq, "i", false, List.of(), "");
            peer.response(time + 5 * MS, "200 OK", "CANCEL", cseq, "i", List.of(), "");
            peer.response(time + 9 * MS, "487 Request Terminated", "INVITE", cseq, "i", List.of(), "");
            peer.request(time + 20 * MS, "ACK", cseq, "i", true, List.of(), "");
            return;
        }
        answered(peer, cseq, time, caller, callee, fate, lateOffer);
    }

    private void answered(Peer peer, int cseq, long answer, Host caller, Host callee, int fate, boolean lateOffer) {
        peer.response(answer, "200 OK", "INVITE", cseq, "i", List.of(), sdp(callee, "sendrecv"));
        peer.request(answer + 30 * MS, "ACK", cseq, "a", true, List.of(), lateOffer ? sdp(caller, "sendrecv") : "");
        int packets = 20 + random.nextInt(150);
        Wire media = random.nextInt(4) == 0 ? core : edge;
        long begin = answer + (random.nextInt(800) - 400) * MS;
        int toCallee = beside.nextInt();
        int toCaller = beside.nextInt();
        if (random.nextInt(4) > 0) {
            toCallee = rtp(media, begin, caller, callee, packets, random.nextInt(3) * 0.04);
        }
        if (random.nextInt(4) > 0) {
            Host from = random.nextInt(4) == 0 ? host(7).at(callee.port()) : callee;
            toCaller = rtp(media, begin + 15 * MS, from, caller, packets, random.nextInt(3) * 0.04);
        }
        if (beside.nextInt(3) > 0) {
            RtcpTalk talk = new RtcpTalk(beside.nextInt(3) == 0 ? 0 : 1, toCallee, toCaller);
            talk.between(media, begin, caller, callee, 2 + beside.nextInt(5), beside);
        }
        long end = answer + packets * 20 * MS + random.nextInt(3000) * MS;
        if (random.nextInt(3) == 0) {
            Host moved = caller.at(port += 2);
            peer.request(end, "INVITE", cseq + 1, "re", true, List.of(), sdp(moved, "sendonly"));
            peer.response(end + 40 * MS, "200 OK", "INVITE", cseq + 1, "re", List.of(), sdp(callee, "recvonly"));
            peer.request(end + 60 * MS, "ACK", cseq + 1, "ra", true, List.of(), "");
            rtp(media, end + 80 * MS, moved, callee, 40, 0);
            end += 2 * SECOND;
        }
        if (fate == 3) {
            return;
        }
        peer.request(end, "BYE", cseq + 2, "b", true, List.of(), "");
        if (fate != 4) {
            peer.response(end + 12 * MS, "200 OK", "BYE", cseq + 2, "b", List.of(), "");
        }
    }

    private int rtp(Wire wire, long start, Host from, Host to, int packets, double loss) {
        int ssrc = random.nextInt();
        int sequence = 65_500 + random.nextInt(100);
        int timestamp = random.nextInt();
        for (int i = 0; i < packets; i++) {
            if (random.nextDouble() >= loss) {
                byte[] packet = new byte[172];
                packet[0] = (byte) 0x80;
                packet[1] = (byte) (i == 0 ? 0x80 : 0);
                Bytes.putI16(packet, 2, sequence + i);
                Bytes.putI32(packet, 4, timestamp + 160 * i);
                Bytes.putI32(packet, 8, ssrc);
                long jitter = random.nextInt(20) == 0 ? random.nextInt(45) * MS : random.nextInt(3000) * 1000L;
                if (torn && i % 3 > 0) {
                    wire.fragmented(start + i * 20 * MS + jitter, from, to, packet, 8 * (1 + random.nextInt(12)),
                            random.nextInt(4) == 0);
                } else {
                    wire.udp(start + i * 20 * MS + jitter, from, to, packet);
                }
                if (beside.nextInt(60) == 0) {
                    wire.icmp(start + i * 20 * MS + jitter + MS, to, 3, 3, 8 + beside.nextInt(2) * 100, true);
                }
            }
        }
        return ssrc;
    }

    private String sdp(Host media, String mode) {
        return "v=0\r\no=- 1 1 IN IP4 " + media.name() + "\r\ns=-\r\nc=IN IP4 " + media.name() + "\r\nt=0 0\r\nm=audio "
                + media.port() + " RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=" + mode + "\r\n"
                + "a=ptime:20\r\n";
    }

    private Host host(int which) {
        return new Host(0x0a000000 | which << 8 | 1 + random.nextInt(3), 5060);
    }

    /** The two ends of one signalling hop, and how their messages travel: 0 and 1 UDP, 2 TCP, 3 IP fragments. */
    private final class Peer {
        private final Host a;
        private final Host b;
        private final String callId;
        private final int way;
        private final Wire wire;
        private final @org.jspecify.annotations.Nullable HepSender sender;
        private @org.jspecify.annotations.Nullable Wire copyTo;

        Peer(Host a, Host b, String callId, int way, Wire wire) {
            this.a = way == 2 ? a.at(30_000 + random.nextInt(20_000)) : a;
            this.b = b;
            this.callId = callId;
            this.way = way;
            this.wire = wire;
            this.sender = reports == null || reports.nextInt(6) == 0
                    ? null
                    : new HepSender(edge, reports, torn, 20_000 + number);
        }

        void request(long time, String method, int cseq, String branch, boolean tagged, List<String> headers,
                String body) {
            send(time, a, b, text(method + " sip:+12125550100@" + b + " SIP/2.0", a, method, cseq, branch, tagged,
                    headers, body));
        }

        void response(long time, String status, String method, int cseq, String branch, List<String> headers,
                String body) {
            send(time, b, a, text("SIP/2.0 " + status, a, method, cseq, branch, !status.startsWith("100"), headers,
                    body));
        }

        void fromCallee(long time, String method, int cseq, String branch, List<String> headers) {
            send(time, b, a, text(method + " sip:u@" + a + " SIP/2.0", b, method, cseq, branch, true, headers, ""));
        }

        void toCallee(long time, String status, String method, int cseq, String branch) {
            send(time, a, b, text("SIP/2.0 " + status, b, method, cseq, branch, true, List.of(), ""));
        }

        private String text(String startLine, Host via, String method, int cseq, String branch, boolean tagged,
                List<String> headers, String body) {
            List<String> lines = new ArrayList<>(List.of(startLine,
                    "Via: SIP/2.0/" + (way == 2 ? "TCP " : "UDP ") + via + ";branch=z9hG4bK" + callId.hashCode()
                            + branch,
                    "From: \"Ada\" <sip:+12125550111@" + a.name() + ">;tag=f" + callId.length(),
                    "To: <sip:+12125550100@" + b.name() + ">" + (tagged ? ";tag=t1" : ""), "Call-ID: " + callId,
                    "CSeq: " + cseq + " " + method));
            lines.addAll(headers);
            if (torn && way == 2 && random.nextInt(4) == 0) {
                String filling = ("long " + random.nextInt() + "\r\n").repeat(3_000 + random.nextInt(12_000));
                lines.addAll(List.of("Content-Type: text/plain", "Content-Length: " + filling.length()));
                return String.join("\r\n", lines) + "\r\n\r\n" + filling;
            }
            if (!body.isEmpty()) {
                lines.add("Content-Type: application/sdp");
            }
            lines.add("Content-Length: " + body.length());
            return String.join("\r\n", lines) + "\r\n\r\n" + body;
        }

        private void send(long time, Host from, Host to, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            if (sender != null) {
                sender.report(time, way == 2, from, to, bytes);
            }
            if (sender != null && sender.alone) {
                return;
            }
            carry(wire, time, from, to, bytes);
            if (copyTo != null) {
                carry(copyTo, time + 7 * MS, from, to, bytes);
            }
        }

        private void carry(Wire on, long time, Host from, Host to, byte[] bytes) {
            switch (way) {
                case 2 -> segments(on, time, from, to, bytes);
                case 3 -> on.fragmented(time, from, to, bytes, 8 * (8 + random.nextInt(30)), random.nextInt(4) == 0);
                default -> {
                    on.udp(time, from, to, bytes);
                    refused(on, time, to);
                }
            }
        }

        /** At times the host, or a router before it, says that a message or media could not be delivered. */
        private void refused(Wire on, long time, Host to) {
            if (beside.nextInt(8) == 0) {
                Host reporter = beside.nextBoolean() ? to : host(7);
                int quoted = switch (beside.nextInt(3)) {
                    case 0 -> 8;
                    case 1 -> 60;
                    default -> 548;
                };
                on.icmp(time + beside.nextInt(2000) * MS, reporter, 3, beside.nextInt(4), quoted,
                        beside.nextBoolean());
            }
        }

        private void segments(Wire on, long time, Host from, Host to, byte[] bytes) {
            String direction = (on == edge ? "e" : "c") + from + to;
            Integer known = sequences.get(direction);
            int sequence = known == null ? random.nextInt() : known;
            if (known == null && random.nextInt(4) > 0) {
                on.tcp(time - 40 * MS, from, to, sequence - 1, SYN, new byte[0]);
            }
            int at = 0;
            long now = time;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at,
                        bytes.length > 20_000 ? 1_000 + random.nextInt(400) : 30 + random.nextInt(400));
                byte[] part = java.util.Arrays.copyOfRange(bytes, at, at + length);
                boolean late = random.nextInt(15) == 0;
                if (torn && random.nextInt(3) == 0) {
                    on.fragmentedTcp(now + (late ? 3 * MS : 0), from, to, sequence + at, PUSH_ACK, part,
                            8 * (3 + random.nextInt(20)), random.nextInt(4) == 0);
                } else {
                    on.tcp(now + (late ? 3 * MS : 0), from, to, sequence + at, PUSH_ACK, part);
                }
                if (random.nextInt(20) == 0) {
                    on.tcp(now + 2 * MS, from, to, sequence + at, PUSH_ACK, part);
                }
                at += length;
                now += MS;
            }
            sequences.put(direction, sequence + bytes.length);
        }
    }
}
