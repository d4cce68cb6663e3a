package io.sipvault.indexer.fold;

import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.ingest.hep.HepBytes;
import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A sender of HEP as a capture sees it: over UDP, in IP fragments or over TCP, at times with a clock that is off. */
final class HepSender {
    private static final long MS = 1_000_000L;
    private static final long HOUR = 3600L * 1000 * MS;
    private static final Host COLLECTOR = new Host(0x0a000909, 9060);
    private static final int SYN = 2;
    private static final int PUSH_ACK = 0x18;
    private static final int UDP_NUMBER = 17;
    private static final int TCP_NUMBER = 6;

    /** Whether nobody else saw what it reports. */
    final boolean alone;
    private final Wire wire;
    private final Random random;
    private final boolean torn;
    private final Host host;
    private final int way;
    private final int number;
    private final long lagNs;
    private final String correlation;
    private int sequence;
    private boolean open;

    HepSender(Wire wire, Random random, boolean torn, int port) {
        this.wire = wire;
        this.random = random;
        this.torn = torn;
        number = random.nextInt(3);
        host = new Host(0x0a000700 | number, port);
        way = random.nextInt(4);
        alone = random.nextInt(3) == 0;
        lagNs = switch (random.nextInt(8)) {
            case 0 -> 30 * HOUR;
            case 1 -> 80 * HOUR;
            case 2 -> 200 * HOUR;
            case 3 -> -HOUR / 30;
            default -> 0;
        };
        correlation = random.nextInt(4) == 0 ? "session-" + random.nextInt(3) : "";
        sequence = random.nextInt();
        open = random.nextInt(4) == 0;
    }

    void report(long time, boolean overTcp, Host from, Host to, byte[] message) {
        int protocol = overTcp ? TCP_NUMBER : UDP_NUMBER;
        Endpoint source = Endpoint.ofV4(from.address(), from.port());
        Endpoint destination = Endpoint.ofV4(to.address(), to.port());
        byte[] version3 = version3(HepBytes.of(protocol, source, destination, time - lagNs), message);
        switch (way) {
            case 0 -> wire.udp(time + MS, host, COLLECTOR, HepBytes.version2(protocol, source, destination,
                    time - lagNs, number, message));
            case 1 -> send(time + MS, version3);
            case 2 -> wire.udp(time + MS, host, COLLECTOR, version3);
            default -> {
                if (version3.length < 65_000) {
                    wire.fragmented(time + MS, host, COLLECTOR, version3, 8 * (8 + random.nextInt(60)),
                            random.nextInt(4) == 0);
                }
            }
        }
    }

    private byte[] version3(HepBytes hep, byte[] message) {
        if (number == 2) {
            hep.text(19, "proxy-2");
        }
        if (!correlation.isEmpty()) {
            hep.text(17, correlation);
        }
        return hep.sip(number, new String(message, StandardCharsets.US_ASCII));
    }

    /** Over TCP, in segments of any length, some late, some twice. */
    private void send(long time, byte[] bytes) {
        if (!open) {
            wire.tcp(time - 2 * MS, host, COLLECTOR, sequence - 1, SYN, new byte[0]);
            open = true;
        }
        long now = time;
        for (int at = 0; at < bytes.length; now += MS / 4) {
            int length = Math.min(bytes.length - at, 30 + random.nextInt(bytes.length > 20_000 ? 1400 : 400));
            byte[] part = Arrays.copyOfRange(bytes, at, at + length);
            long sent = now + (random.nextInt(15) == 0 ? 3 * MS : 0);
            if (torn && random.nextInt(3) == 0) {
                wire.fragmentedTcp(sent, host, COLLECTOR, sequence, PUSH_ACK, part, 8 * (3 + random.nextInt(20)),
                        random.nextInt(4) == 0);
            } else {
                wire.tcp(sent, host, COLLECTOR, sequence, PUSH_ACK, part);
            }
            if (random.nextInt(20) == 0) {
                wire.tcp(now + 2 * MS, host, COLLECTOR, sequence, PUSH_ACK, part);
            }
            sequence += length;
            at += length;
        }
    }
}
