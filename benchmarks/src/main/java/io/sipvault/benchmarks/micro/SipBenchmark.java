package io.sipvault.benchmarks.micro;

import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipStartLine;
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
import org.openjdk.jmh.infra.Blackhole;

/** One SIP message: recognising it, parsing it, and reading of it what the fold reads of every message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class SipBenchmark {
    private byte[][] sip = {};
    private byte[][] rtp = {};
    private int next;

    @Setup
    public void generate() throws IOException {
        sip = Captured.of(TrafficProfile.sipOnly(Captured.SEED).withDialogs(2_000)).sip().toArray(byte[][]::new);
        rtp = Captured.of(TrafficProfile.rtpHeavy(Captured.SEED).withDialogs(8)).rtp().toArray(byte[][]::new);
    }

    private byte[] next(byte[][] of) {
        next = next + 1 < of.length ? next + 1 : 0;
        return of[next];
    }

    @Benchmark
    public SipMessage parse() {
        byte[] message = next(sip);
        return SipMessage.parse(message, 0, message.length);
    }

    @Benchmark
    public void parseAndRead(Blackhole blackhole) {
        byte[] bytes = next(sip);
        SipMessage message = SipMessage.parse(bytes, 0, bytes.length);
        blackhole.consume(message.callId());
        blackhole.consume(message.cseqNumber());
        blackhole.consume(message.cseqMethod());
        blackhole.consume(message.fromTag());
        blackhole.consume(message.toTag());
        blackhole.consume(message.topBranch());
        blackhole.consume(message.sdp());
    }

    @Benchmark
    public boolean recogniseSip() {
        byte[] payload = next(sip);
        return SipStartLine.matches(payload, 0, payload.length);
    }

    @Benchmark
    public boolean refuseRtp() {
        byte[] payload = next(rtp);
        return SipStartLine.matches(payload, 0, payload.length);
    }
}
