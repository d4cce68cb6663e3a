package io.sipvault.agent.hep;

import io.sipvault.agent.SelfSigned;
import io.sipvault.agent.capture.MessageObservers;
import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.collect.PacketWatch;
import io.sipvault.agent.config.AgentSettings;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What an agent does with HEP, on real sockets, with what it keeps in memory. */
final class RunningStation implements AutoCloseable {
    final HepStation station;
    final LossLedger ledger;
    private final List<Kept> kept;
    private final List<Thread> threads = new ArrayList<>();

    /** A packet that was kept, as the decoder reads it. */
    record Kept(Endpoint from, Endpoint at, byte[] hep, HepPacket packet) {
        static Kept of(int linkType, long timeNs, byte[] bytes, int length) {
            Packet packet = new Packet();
            packet.reset(bytes.clone(), 0, length, length, linkType, timeNs);
            new PacketDissector().dissect(packet);
            byte[] hep = Arrays.copyOfRange(packet.buffer(), packet.payloadOffset(),
                    packet.payloadOffset() + packet.payloadLength());
            return new Kept(packet.source(), packet.destination(), hep,
                    (HepPacket) HepDecoder.decode(hep, 0, hep.length, timeNs, packet.isTruncated()));
        }

        String message() {
            return new String(packet.payload(), packet.payloadOffset(), packet.payloadLength(),
                    StandardCharsets.UTF_8);
        }
    }

    private RunningStation(HepStation station, LossLedger ledger, List<Kept> kept) {
        this.station = station;
        this.ledger = ledger;
        this.kept = kept;
    }

    /** @param settings names without sipvault.agent.hep., and values */
    static RunningStation start(Path folder, String... settings) throws IOException {
        StringBuilder text = new StringBuilder("sipvault.agent.name=edge-1\nsipvault.store=/srv/archive\n");
        for (String setting : settings) {
            text.append("sipvault.agent.hep.").append(setting).append('\n');
        }
        Path made = Files.createTempDirectory(folder, "station");
        AgentSettings read = AgentSettings.read(Files.writeString(made.resolve("agent.properties"), text), Map.of());
        LossLedger ledger = LossLedger.open(made.resolve("losses.json"));
        List<Kept> kept = Collections.synchronizedList(new ArrayList<>());
        HepStation station = HepStation.open(read.hep(), read.name(),
                (kind, linkType, timeNs, original, bytes, length) -> {
                    if (kind != ChunkKind.SIP || original != length) {
                        throw new AssertionError(kind + ", " + length + " of " + original + " bytes");
                    }
                    kept.add(Kept.of(linkType, timeNs, bytes, length));
                }, new MessageObservers(null, PacketWatch.NONE), ledger, Clock.systemUTC());
        RunningStation running = new RunningStation(station, ledger, kept);
        for (Collector collector : station.collectors()) {
            running.threads.add(Thread.ofPlatform().name(collector.name()).start(collector));
        }
        return running;
    }

    /** Certificate and key of a listener over TLS, made once for a folder: {@code hep.crt}. */
    static String[] withTls(Path folder, String... settings) throws Exception {
        Path certificate = folder.resolve("hep.crt");
        Path key = folder.resolve("hep.key");
        if (!Files.exists(key)) {
            SelfSigned made = SelfSigned.make(folder);
            made.certificate(certificate);
            made.key(key);
        }
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "tls-certificate=" + certificate;
        all[settings.length + 1] = "tls-key=" + key;
        return all;
    }

    InetSocketAddress address(int listener) {
        String text = station.listening().get(listener);
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)));
    }

    int port(int listener) {
        return address(listener).getPort();
    }

    /** Sends each in a datagram. @return where they came from */
    Endpoint sendUdp(int listener, byte[]... packets) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, address(listener).getAddress())) {
            for (byte[] packet : packets) {
                socket.send(new DatagramPacket(packet, packet.length, address(listener)));
            }
            return Endpoints.of(socket.getLocalAddress(), socket.getLocalPort());
        }
    }

    Socket connect(int listener) throws IOException {
        Socket socket = new Socket();
        socket.connect(address(listener));
        socket.setSoTimeout(20_000);
        return socket;
    }

    static void send(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Waits for so many packets. */
    List<Kept> awaitKept(int count) throws InterruptedException {
        await(() -> kept.size() >= count);
        return List.copyOf(kept);
    }

    List<Kept> kept() {
        return List.copyOf(kept);
    }

    void awaitRefused(HepRefusal reason, long times) throws InterruptedException {
        await(() -> station.senders().refused().getOrDefault(reason, 0L) >= times);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    boolean isRunning() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    @Override
    public void close() throws InterruptedException {
        station.collectors().forEach(Collector::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
