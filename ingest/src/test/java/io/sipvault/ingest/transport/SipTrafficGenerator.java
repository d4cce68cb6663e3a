package io.sipvault.ingest.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** SIP over TCP as a tap sees it: shared segments, cut messages, repeats, wrong order, gaps, reused ports. */
final class SipTrafficGenerator {
    private static final Endpoint CLIENT = Endpoint.ofV4(0x0a000001, 0);
    private static final Endpoint SERVER = Endpoint.ofV4(0x0a000002, 5060);
    private static final long MILLISECOND = 1_000_000;

    private final Random random;
    private final boolean lossy;
    private final List<TcpSegment> packets = new ArrayList<>();
    private int messages;

    SipTrafficGenerator(long seed, boolean lossy) {
        this.random = new Random(seed);
        this.lossy = lossy;
    }

    /** Everything in capture order; each packet has a time of its own. */
    List<TcpSegment> capture() {
        int connections = 1 + random.nextInt(4);
        for (int i = 0; i < connections; i++) {
            Endpoint client = CLIENT.withPort(40_000 + i);
            long start = random.nextInt(5_000) * MILLISECOND;
            long end = connection(client, start, -1_000);
            if (random.nextInt(3) == 0) {
                connection(client, end + 10 * MILLISECOND, random.nextInt());
            }
        }
        packets.sort(Comparator.comparingLong(TcpSegment::timeNs));
        List<TcpSegment> numbered = new ArrayList<>();
        for (TcpSegment p : packets) {
            int i = numbered.size();
            numbered.add(new TcpSegment(p.timeNs() + i, i, p.source(), p.destination(), p.sequence(), p.flags(),
                    p.payload()));
        }
        return numbered;
    }

    private long connection(Endpoint client, long startNs, int initial) {
        boolean syn = random.nextInt(3) > 0;
        long end = direction(client, SERVER, startNs, syn, initial);
        return Math.max(end, direction(SERVER, client, startNs, syn, initial));
    }

    private long direction(Endpoint from, Endpoint to, long startNs, boolean syn, int initial) {
        long timeNs = startNs;
        if (syn) {
            packets.add(new TcpSegment(timeNs, 0, from, to, initial, TcpSegment.SYN, new byte[0]));
        }
        byte[] stream = stream();
        int step = random.nextInt(4) == 0 ? 3_000 : 900;
        int at = syn ? 0 : random.nextInt(Math.min(stream.length, 700));
        while (at < stream.length) {
            int length = Math.min(stream.length - at, 1 + random.nextInt(step));
            timeNs += (1 + random.nextInt(400)) * MILLISECOND;
            emit(from, to, initial + 1 + at, Arrays.copyOfRange(stream, at, at + length), timeNs);
            if (random.nextInt(8) == 0) {
                int back = Math.min(at, random.nextInt(1_500));
                byte[] again = Arrays.copyOfRange(stream, at - back, at + length);
                emit(from, to, initial + 1 + at - back, again, timeNs + random.nextInt(1_300) * MILLISECOND);
            }
            at += length;
        }
        return timeNs + 2_000 * MILLISECOND;
    }

    private void emit(Endpoint from, Endpoint to, int sequence, byte[] payload, long timeNs) {
        if (lossy && random.nextInt(25) == 0) {
            return;
        }
        long late = random.nextInt(10) == 0 ? random.nextInt(600) * MILLISECOND : 0;
        packets.add(new TcpSegment(timeNs + late, 0, from, to, sequence, 16, payload));
    }

    private byte[] stream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = 3 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(6) == 0) {
                out.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.writeBytes(message());
        }
        return out.toByteArray();
    }

    private byte[] message() {
        String body = switch (random.nextInt(4)) {
            case 0 -> "SIP/2.0 200 OK\r\n";
            case 1 -> "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\n"
                    + "a=sendrecv-of-some-length\r\n".repeat(random.nextInt(60));
            default -> "";
        };
        int number = messages++;
        String start = random.nextBoolean() ? "SIP/2.0 180 Ringing" : "NOTIFY sip:bob@example.com SIP/2.0";
        String text = start + "\r\nVia: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK" + number
                + "\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: " + number
                + "@example.com\r\nCSeq: " + number + " NOTIFY\r\n"
                + (random.nextBoolean() ? "l: " : "Content-Length: ")
                + body.length() + "\r\n\r\n" + body;
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
