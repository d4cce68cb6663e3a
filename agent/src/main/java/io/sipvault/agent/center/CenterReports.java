package io.sipvault.agent.center;

import io.sipvault.agent.config.CenterSettings;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports to the center: at once when chunks were stored, else every ten seconds. While it is away the agent goes on as if there
 * was none. {@link #turn} is for one thread; {@link #stored} and {@link #clockOffsetMs} are for any.
 */
public final class CenterReports {
    private static final Logger LOG = LoggerFactory.getLogger(CenterReports.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String DOING = "reporting to";
    private static final String PATH = "/api/chunks";
    private static final int OK = 200;
    private static final Duration LOOK = Duration.ofMillis(200);
    /** In one report: the server looks at each before it answers. */
    private static final int MOST_HINTS = 50;
    /** What is beyond is found by listing. */
    private static final int MOST_WAITING = 5_000;

    private final CenterClient client;
    private final StatusReport status;
    private final Clock clock;
    private final CenterHealth health;
    private final ClockOffset offset = new ClockOffset();
    private final BlockingQueue<ChunkId> hints = new LinkedBlockingQueue<>(MOST_WAITING);
    private long nextNanos = System.nanoTime();

    /**
     * @throws ForensicException
     *             BAD_REQUEST when the token or the certificate is not there
     */
    public CenterReports(CenterSettings settings, StatusReport status, Clock clock, RandomGenerator random) {
        this.client = new CenterClient(settings);
        this.status = status;
        this.clock = clock;
        this.health = new CenterHealth(client.address(PATH) + " takes reports again", random);
        if (settings.isInTheClear()) {
            LOG.warn("{} is not https: whoever is on the way can read the agent's token", settings.address());
        }
    }

    /** Notes that a chunk is in the archive. */
    public void stored(ChunkId chunk) {
        boolean listed = hints.offer(chunk);
        LOG.debug("chunk {} to be reported: {}", chunk, listed);
    }

    /** Milliseconds to add to a time of this machine to get the center's; null while that is not known. */
    public @Nullable Double clockOffsetMs() {
        return offset.ms();
    }

    /** Reports when it is time to. @return how long to wait before the next turn */
    public Duration turn() {
        if (hints.isEmpty() && System.nanoTime() - nextNanos < 0) {
            return LOOK;
        }
        Duration pause = reported();
        return pause.isZero() ? LOOK : pause;
    }

    /** Reports, whether it is time or not. @return whether the center took it */
    public boolean report() {
        return reported().isZero();
    }

    /** @return how long to wait before trying again; zero when it was taken */
    private Duration reported() {
        List<ChunkId> chunks = new ArrayList<>();
        hints.drainTo(chunks, MOST_HINTS);
        try {
            send(chunks);
            health.answered();
            return Duration.ZERO;
        } catch (ForensicException e) {
            if (e.code() != ErrorCode.NOT_PROVEN) {
                chunks.forEach(this::stored);
            }
            return health.failed(String.valueOf(e.getMessage()));
        }
    }

    private void send(List<ChunkId> chunks) {
        Instant now = clock.instant();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("sent_at", now.toString());
        report.put("status", status.at(now, offset.ms()));
        report.put("manifests", chunks.stream().map(ChunkId::manifestKey).toList());
        byte[] body = JsonMapper.shared().writeValueAsBytes(report);
        Instant sent = clock.instant();
        JsonNode receipt = client.post(DOING, PATH, body, PATIENCE);
        Instant arrived = clock.instant();
        offset.sample(sent, time(receipt, "received_at"), time(receipt, "now"), arrived);
        nextNanos = System.nanoTime() + EVERY.toNanos();
    }

    /** By the center's clock. */
    private Instant time(JsonNode receipt, String field) {
        try {
            return Instant.parse(receipt.path(field).asString(""));
        } catch (DateTimeException e) {
            throw CenterClient.noCenter(DOING + " " + client.address(PATH) + " failed: ", OK);
        }
    }
}
