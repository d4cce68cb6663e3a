package io.sipvault.benchmarks.micro;

import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.traffic.TrafficGenerator;
import io.sipvault.ingest.traffic.TrafficProfile;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One packet: from its frame to its payload, and an RTP packet into its trace. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class PacketBenchmark {
    /** Rows of a stream of half a minute; then it is forgotten, growing included. */
    private static final int ROWS = 1_500;

    private final Packet packet = new Packet();
    private final PacketDissector dissector = new PacketDissector();
    private final PacketTrace trace = new PacketTrace();
    private byte[][] frames = {};
    private byte[][] rtp = {};
    private int next;
    private long timeNs = TrafficGenerator.START_NS;

    @Setup
    public void generate() throws IOException {
        Captured captured = Captured.of(TrafficProfile.rtpHeavy(Captured.SEED).withDialogs(8));
        frames = captured.frames().toArray(byte[][]::new);
        rtp = captured.rtp().toArray(byte[][]::new);
    }

    private byte[] next(byte[][] of) {
        next = next + 1 < of.length ? next + 1 : 0;
        return of[next];
    }

    @Benchmark
    public Outcome dissect() {
        byte[] frame = next(frames);
        packet.reset(frame, 0, frame.length, frame.length, Captured.ETHERNET, timeNs);
        return dissector.dissect(packet);
    }

    @Benchmark
    public int trace() {
        byte[] p = next(rtp);
        if (!RtpHeader.hasShape(p, 0, p.length)) {
            return 0;
        }
        if (trace.size() == ROWS) {
            trace.clear();
        }
        timeNs += 20_000_000;
        trace.add(timeNs, RtpHeader.sequenceNumber(p, 0), RtpHeader.timestamp(p, 0), RtpHeader.payloadType(p, 0),
                RtpHeader.marker(p, 0), RtpHeader.payloadLength(p, 0, p.length),
                RtpHeader.eventPayloadOr0(p, 0, p.length, p.length));
        return trace.size();
    }
}
