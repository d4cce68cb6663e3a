package io.sipvault.agent.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Scopes with clocks that stand until they are set. */
final class ScopeBench extends Clock {
    final Path data;
    Instant now = Instant.parse("2026-06-20T12:00:00Z");
    long nanos;
    Scopes scopes;

    ScopeBench(Path data) {
        this.data = data;
        this.scopes = Scopes.open(data, this, () -> nanos);
    }

    /** As after the end of the process. */
    ScopeBench restart() {
        scopes = Scopes.open(data, this, () -> nanos);
        return this;
    }

    void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    ScopeStatus start(String id, String criteria) {
        return order(id, criteria, now.plusSeconds(3600), false);
    }

    ScopeStatus withMedia(String id, String criteria) {
        return order(id, criteria, now.plusSeconds(3600), true);
    }

    ScopeStatus order(String id, String criteria, Instant until, boolean media) {
        return scopes.start(ScopeReader.read(json(id, criteria, until.toString(), media))).status();
    }

    static byte[] json(String id, String criteria, String until, boolean media) {
        return ("{\"id\": \"" + id + "\", \"criteria\": {" + criteria.replace('\'', '"') + "}, \"capture_rtp\": "
                + media
                + ", \"expires_at\": \"" + until + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    long matched(String id) {
        return scopes.status(id).matchedMessages();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return InstantSource.fixed(now).withZone(zone);
    }
}
