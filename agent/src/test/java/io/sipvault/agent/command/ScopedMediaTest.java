package io.sipvault.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which media is kept for scopes. */
final class ScopedMediaTest {
    private static final String ID = "scope-0001";
    private static final String FROM = "'from': '15554430191'";
    private static final Endpoint CALLER = Endpoint.ofV4(0xc0000207, 4_000);
    private static final Endpoint CALLED = Endpoint.ofV4(0xc0000208, 5_000);
    private static final Endpoint OTHER = Endpoint.ofV4(0xc0000209, 6_000);
    private static final int RAW_IP = 101;
    private static final Sip STRANGER = Sip.CALL.from("<sip:stranger@h>").callId("stranger@host");

    @TempDir
    private Path data;

    private ScopeBench bench;

    @BeforeEach
    void open() {
        bench = new ScopeBench(data);
    }

    /** A datagram at the same capture time as the messages, and so many seconds later. */
    private boolean isKept(Endpoint source, Endpoint destination, int seconds) {
        byte[] frame = new byte[20 + 8 + 12];
        Bytes.putI32(frame, 0, 0x45 << 24 | frame.length);
        Bytes.putI32(frame, 8, 64 << 24 | 17 << 16);
        Bytes.putI32(frame, 12, (int) source.addressLow());
        Bytes.putI32(frame, 16, (int) destination.addressLow());
        Bytes.putI16(frame, 20, source.port());
        Bytes.putI16(frame, 22, destination.port());
        Bytes.putI16(frame, 24, frame.length - 20);
        Packet packet = new Packet();
        packet.reset(frame, 0, frame.length, frame.length, RAW_IP, 1_000_000_000L * (1 + seconds));
        assertThat(new PacketDissector().dissect(packet)).isEqualTo(Outcome.UDP);
        return bench.scopes.watch().keepsMedia(packet);
    }

    private boolean isKept(Endpoint source, Endpoint destination) {
        return isKept(source, destination, 0);
    }

    @Test
    void keepsMediaOfMatchingCallsAloneAndCountsIt() {
        bench.withMedia(ID, FROM);
        Sip.CALL.pass(bench.scopes, CALLER);
        Sip.CALL.from("<sip:x@y>").pass(bench.scopes, CALLED);
        STRANGER.pass(bench.scopes, OTHER);

        assertThat(isKept(CALLER, CALLED)).isTrue();
        assertThat(isKept(OTHER, CALLED)).as("to an announced endpoint").isTrue();
        assertThat(isKept(CALLER, OTHER)).as("symmetric RTP").isTrue();
        assertThat(isKept(OTHER, Endpoint.ofV4(1, 1))).isFalse();
        assertThat(isKept(OTHER, CALLER.withPort(4_002))).isFalse();
        assertThat(bench.scopes.status(ID).mediaPackets()).isEqualTo(3);
    }

    @Test
    void keepsNoMediaForScopesThatDoNotAskForIt() {
        bench.start(ID, FROM);
        Sip.CALL.pass(bench.scopes, CALLER, CALLED);

        assertThat(isKept(CALLER, CALLED)).isFalse();
        assertThat(bench.matched(ID)).isEqualTo(1);
    }

    @Test
    void keepsMediaForAMinuteAfterTheScopeEnded() {
        bench.withMedia(ID, FROM);
        Sip.CALL.pass(bench.scopes, CALLER, CALLED);
        bench.scopes.stop(ID);

        bench.pass(Duration.ofSeconds(59));
        assertThat(isKept(CALLER, CALLED)).isTrue();
        bench.pass(Duration.ofSeconds(1));
        assertThat(isKept(CALLER, CALLED)).isFalse();
        bench.pass(Duration.ofSeconds(5));
        bench.scopes.turn();
        assertThat(bench.scopes.watch().isActive()).isFalse();
    }

    @Test
    void keepsMediaForAMinuteAfterTheTimeOfTheScopeThoughNobodyLooks() {
        bench.withMedia(ID, FROM);
        Sip.CALL.pass(bench.scopes, CALLER, CALLED);

        bench.pass(Duration.ofSeconds(3_659));
        assertThat(isKept(CALLER, CALLED)).isTrue();
        bench.pass(Duration.ofSeconds(1));
        assertThat(isKept(CALLER, CALLED)).isFalse();
    }

    @Test
    void keepsMediaForAMinuteAfterTheCallEnded() {
        bench.withMedia(ID, FROM);
        Sip.CALL.pass(bench.scopes, CALLER, CALLED);
        Sip.CALL.method("BYE").pass(bench.scopes);

        bench.pass(Duration.ofSeconds(59));
        assertThat(isKept(CALLER, CALLED)).isTrue();
        bench.pass(Duration.ofSeconds(6));
        bench.scopes.turn();
        assertThat(isKept(CALLER, CALLED)).isFalse();
    }

    @Test
    void leavesAnEndpointToAnotherCallThatAnnouncesItAfterSilence() {
        bench.withMedia(ID, FROM);
        Sip.CALL.pass(bench.scopes, CALLER);
        STRANGER.pass(bench.scopes, CALLER);
        assertThat(isKept(OTHER, CALLER)).as("both legs of a call may announce it").isTrue();

        STRANGER.passAt(bench.scopes, 60, CALLER);
        assertThat(isKept(OTHER, CALLER, 60)).as("not silent for long").isTrue();
        STRANGER.passAt(bench.scopes, 121, CALLER);

        assertThat(isKept(OTHER, CALLER, 121)).isFalse();
    }
}
