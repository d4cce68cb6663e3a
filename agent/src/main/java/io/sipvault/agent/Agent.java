package io.sipvault.agent;

import io.sipvault.agent.capture.AnnouncedMedia;
import io.sipvault.agent.capture.InterfaceCapture;
import io.sipvault.agent.capture.InterfaceCapture.CaptureEvents;
import io.sipvault.agent.capture.LiveInterface;
import io.sipvault.agent.capture.MediaPolicy;
import io.sipvault.agent.config.AgentSettings;
import io.sipvault.agent.roll.ChunkOrigin;
import io.sipvault.agent.roll.ChunkRoller;
import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.spool.DataLock;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Spool;
import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Resume;
import io.sipvault.agent.upload.Uploader;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent at work: a thread for each interface, one that keeps the spool, one that packs and one that uploads. What one thread
 * meets does not stop the others; capturing goes on as long as there is room.
 */
final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration SPOOL_TURN = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofMillis(500);
    /** How long a stop may send what is there. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    /** How much later than another of its time a packet may be read. */
    private static final Duration LATENESS = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final AgentSettings settings;
    private final DataLock lock;
    private final ObjectStore store;
    private final LossLedger ledger;
    private final SpoolFolder folder;
    private final Outbox outbox;
    private final Map<ChunkKind, Resume> resumes;
    private final Clock clock;
    private final Spool spool;
    private final ChunkRoller roller;
    private final Uploader uploader;
    private final List<InterfaceCapture> captures = new ArrayList<>();
    private final List<Thread> capturing = new ArrayList<>();
    private final List<Thread> working = new ArrayList<>();
    private List<String> troubles = List.of();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Agent(AgentSettings settings, String tool, Clock clock) {
        this.settings = settings;
        this.lock = DataLock.take(made(settings.data()));
        this.store = settings.store().open();
        this.folder = new SpoolFolder(made(settings.data().resolve("spool")));
        this.outbox = new Outbox(made(settings.data().resolve("outbox")));
        this.ledger = LossLedger.open(settings.data().resolve("losses.json"));
        ManifestSigner signer = ManifestSigner.loadOrCreate(settings.data().resolve("agent.key"));
        long highest = Math.max(folder.highestNumber(), outbox.highestSpoolNumber());
        outbox.recover(folder, ledger);
        this.resumes = folder.recover(ledger);
        this.clock = clock;
        this.spool = new Spool(folder, settings.limits(), ledger, highest, clock);
        this.roller = new ChunkRoller(folder, outbox, ledger, signer,
                new ChunkOrigin(settings.name(), settings.snapLength(), settings.filter(), tool), clock);
        this.uploader = new Uploader(outbox, store, signer, RandomGenerator.getDefault());
    }

    private static Path made(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw SpoolFailure.of("making", path, e);
        }
    }

    /** Of what was captured before, nothing was between its last packet and now; a clock may have been set back meanwhile. */
    private void declareGaps(Instant now) {
        for (ChunkKind kind : kinds()) {
            Instant last = lastSeen(kind);
            if (last != null) {
                ledger.missed(kind, last.isBefore(now) ? new Gap(last, now) : new Gap(now, last));
            }
        }
        ledger.saveIfChanged();
    }

    private List<ChunkKind> kinds() {
        return settings.media() == MediaPolicy.NONE ? List.of(ChunkKind.SIP) : List.of(ChunkKind.SIP, ChunkKind.RTP);
    }

    private @Nullable Instant lastSeen(ChunkKind kind) {
        Instant sent = outbox.last(kind).map(Outbox.Link::lastTime).orElse(null);
        Resume resume = resumes.get(kind);
        if (resume == null) {
            return sent;
        }
        Instant spooled = instant(resume.timeNs()).minus(lateness(resume));
        return resume.torn() || sent == null || spooled.isAfter(sent) ? spooled : sent;
    }

    /** Of several interfaces one may have been read later than another whose packet was the last. */
    private Duration lateness(Resume resume) {
        return resume.torn() && settings.interfaces().size() > 1 ? LATENESS : Duration.ZERO;
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L));
    }

    /** Takes up what an earlier process left, and begins to capture. */
    static Agent start(AgentSettings settings, String tool, Clock clock) {
        Agent agent = new Agent(settings, tool, clock);
        try {
            agent.begin();
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    private void begin() {
        AnnouncedMedia announced = settings.announcedOnly() ? new AnnouncedMedia() : null;
        for (String name : settings.interfaces()) {
            captures.add(new InterfaceCapture(() -> LiveInterface.open(name, settings.filter(), settings.snapLength(),
                    settings.bufferBytes()), settings.media(), announced, spool, new Events()));
        }
        declareGaps(clock.instant());
        captures.forEach(capture -> capturing.add(Thread.ofPlatform().name("capture-" + capture.interfaceName())
                .start(() -> capturing(capture))));
        working.add(Thread.ofPlatform().name("spool").start(() -> repeat(this::keepSpool)));
        working.add(Thread.ofPlatform().name("roll").start(() -> repeat(this::roll)));
        working.add(Thread.ofPlatform().name("upload").start(() -> repeat(() -> uploader.turn(IDLE))));
    }

    private void capturing(InterfaceCapture capture) {
        try {
            capture.run();
        } catch (RuntimeException e) {
            LOG.error("capturing on {} ended: {}. The agent ends, so that whoever watches it starts it again",
                    capture.interfaceName(), e.toString());
            Runtime.getRuntime().halt(1);
        }
    }

    /** What happens to interfaces. */
    private final class Events implements CaptureEvents {
        private Instant lostAt = Instant.EPOCH;

        @Override
        public void dropped(long packets) {
            LOG.warn("the kernel dropped {} packets: is the machine too slow, or sipvault.agent.buffer too small?",
                    packets);
            ledger.kernelDropped(packets);
        }

        @Override
        public void lost(String name) {
            lostAt = clock.instant();
        }

        @Override
        public void back(String name) {
            Instant now = clock.instant();
            LOG.warn("interface {} is captured again", name);
            kinds().forEach(kind -> ledger.missed(kind, lostAt.isBefore(now)
                    ? new Gap(lostAt.minus(LATENESS), now)
                    : new Gap(now, lostAt)));
        }
    }

    private Duration keepSpool() {
        spool.turn();
        List<String> found = spool.troubles();
        if (!found.equals(troubles)) {
            troubles = found;
            LOG.warn("spool: {}", found.isEmpty() ? "all is well again" : String.join("; ", found));
        }
        return SPOOL_TURN;
    }

    private Duration roll() {
        return roller.rollNext() ? Duration.ZERO : IDLE;
    }

    /** One turn of a thread, and how long to wait after it. */
    @FunctionalInterface
    private interface Turn {
        Duration take();
    }

    private void repeat(Turn turn) {
        while (stopped.getCount() > 0) {
            Duration wait;
            try {
                wait = turn.take();
            } catch (RuntimeException e) {
                LOG.warn("{}: {}; tried again in {} s", Thread.currentThread().getName(), e.getMessage(),
                        AFTER_FAILURE.toSeconds());
                wait = AFTER_FAILURE;
            }
            if (!wait.isZero()) {
                await(wait);
            }
        }
    }

    private void await(Duration wait) {
        try {
            boolean ignored = stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends capturing, then the other threads, and sends what is spooled as far as the store takes it soon. */
    @Override
    public void close() {
        captures.forEach(InterfaceCapture::stop);
        join(capturing);
        spool.rollAll();
        stopped.countDown();
        if (join(working)) {
            sendRest();
        }
        store.close();
        lock.close();
    }

    private void sendRest() {
        long began = System.nanoTime();
        try {
            boolean more = true;
            while (more && System.nanoTime() - began < FAREWELL.toNanos()) {
                boolean rolled = roller.rollNext();
                Duration wait = uploader.turn(IDLE);
                more = rolled || wait.isZero();
            }
        } catch (RuntimeException e) {
            LOG.warn("sending what is spooled failed, the next start goes on with it: {}", e.getMessage());
        }
    }

    /** @return whether all ended within some seconds; one may wait for a store that does not answer */
    private static boolean join(List<Thread> threads) {
        boolean all = true;
        for (Thread thread : threads) {
            try {
                all &= thread.join(FAREWELL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return all;
    }
}
