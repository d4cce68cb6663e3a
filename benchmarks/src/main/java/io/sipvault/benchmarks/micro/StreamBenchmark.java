package io.sipvault.benchmarks.micro;

import io.sipvault.indexer.quality.StreamAnalysis;
import io.sipvault.indexer.quality.StreamFormat;
import io.sipvault.indexer.quality.StreamQuality;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.rtp.PacketTraceCodec;
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

/** One RTP stream of a few hundred to two thousand packets: its trace as bytes and back, and all its figures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class StreamBenchmark {
    private PacketTrace trace = new PacketTrace();
    private byte[] encoded = {};

    @Setup
    public void generate() throws IOException {
        trace = Captured.of(TrafficProfile.rtpHeavy(Captured.SEED).withDialogs(8)).firstTrace().merged();
        encoded = PacketTraceCodec.encode(trace);
    }

    @Benchmark
    public byte[] encode() {
        return PacketTraceCodec.encode(trace);
    }

    @Benchmark
    public PacketTrace decode() {
        return PacketTraceCodec.decode(encoded, 0, encoded.length);
    }

    @Benchmark
    public StreamQuality analyse() {
        return StreamAnalysis.analyse(trace, StreamFormat.unknown());
    }
}
