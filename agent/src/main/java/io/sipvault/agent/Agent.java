package io.sipvault.agent;

import io.sipvault.agent.capture.AnnouncedMedia;
import io.sipvault.agent.capture.InterfaceCapture;
import io.sipvault.agent.capture.LiveInterface;
import io.sipvault.agent.capture.MediaPolicy;
import io.sipvault.agent.capture.MessageObservers;
import io.sipvault.agent.center.CenterReports;
import io.sipvault.agent.center.StatusReport;
import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.collect.SignallingTap;
import io.sipvault.agent.config.AgentSettings;
import io.sipvault.agent.config.CaptureSettings;
import io.sipvault.agent.config.CenterSettings;
import io.sipvault.agent.hep.HepStation;
import io.sipvault.agent.log.JournalPipe;
import io.sipvault.agent.log.LogPositions;
import io.sipvault.agent.log.LogSources;
import io.sipvault.agent.log.LogTail;
import io.sipvault.agent.roll.ChunkOrigin;
import io.sipvault.agent.roll.ChunkRoller;
import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.spool.DataLock;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Spool;
import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Resume;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
import io.sipvault.agent.upload.Uploader;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ManifestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent at work: a thread for each collector, one that keeps the spool, one that packs and one that uploads. What one thread
 * meets does not stop the others; capturing goes on as long as there is room.
 */
final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration SPOOL_TURN = Duration.ofMillis(100);
    /** Where no packet comes any more, a chunk of its own tells what was lost. */
    private static final Duration LOSSES_WAIT = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofMillis(500);
    /** How long a stop may send what is there. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    /** How long a stop may wait for the center. */
    private static final Duration LAST_REPORT = Duration.ofSeconds(6);

    private final AgentSettings settings;
    private final DataLock lock;
    private final LossLedger ledger;
    private final LogPositions positions;
    private final SpoolFolder folder;
    private final Outbox outbox;
    private final Map<ChunkKind, Resume> resumes;
    private final Clock clock;
    private final Spool spool;
    private final ChunkRoller roller;
    private final Uploader uploader;
    private final List<Collector> collectors = new ArrayList<>();
    private final List<Thread> collecting = new ArrayList<>();
    private final Duties duties = new Duties();
    /** Apart from the others: whoever waits for the center holds nobody up. */
    private final Duties reporting = new Duties();
    private final @Nullable CenterReports center;
    private volatile @Nullable HepStation hep;
    private volatile List<String> troubles = List.of();
    private final CommandPost commands;

    private Agent(AgentSettings settings, String tool, Clock clock) {
        this.settings = settings;
        this.lock = DataLock.take(made(settings.data()));
        DataLock.belongsTo(settings.data(), settings.name());
        this.positions = LogPositions.open(settings.data().resolve("log-positions.json"), clock);
        this.folder = new SpoolFolder(made(settings.data().resolve("spool")), this::leaving);
        this.outbox = new Outbox(made(settings.data().resolve("outbox")));
        this.ledger = LossLedger.open(settings.data().resolve("losses.json"));
        ManifestSigner signer = ManifestSigner.loadOrCreate(settings.data().resolve("agent.key"));
        long highest = Math.max(folder.highestNumber(), outbox.highestSpoolNumber());
        outbox.recover(folder, ledger);
        this.resumes = folder.recover(ledger);
        folder.waiting().stream().filter(Agent::holdsRecords).map(Waiting::file).forEach(positions::inSpool);
        this.clock = clock;
        this.spool = new Spool(folder, settings.limits(), ledger, highest, clock);
        CenterSettings reported = settings.center();
        CenterReports reports = reported == null
                ? null
                : new CenterReports(reported, status(tool), clock, RandomGenerator.getDefault());
        this.center = reports;
        this.roller = new ChunkRoller(folder, outbox, ledger, signer,
                new ChunkOrigin(settings.name(), settings.capture().snapLength(), settings.capture().filter(), tool),
                clock, LOSSES_WAIT, () -> reports == null ? null : reports.clockOffsetMs());
        this.commands = new CommandPost(settings, clock);
        this.uploader = new Uploader(outbox, () -> settings.store().open(), settings.store().location(), signer,
                RandomGenerator.getDefault(), reports == null ? stored -> {} : reports::stored);
    }

    private StatusReport status(String tool) {
        return new StatusReport(tool, folder, outbox, ledger, this::allTroubles,
                () -> collectors.stream().filter(InterfaceCapture.class::isInstance).map(InterfaceCapture.class::cast)
                        .map(InterfaceCapture::counts).toList(),
                () -> Optional.ofNullable(hep).map(HepStation::senders));
    }

    private List<String> allTroubles() {
        String stuck = uploader.trouble();
        return stuck == null ? troubles : Stream.concat(troubles.stream(), Stream.of(stuck)).toList();
    }

    private static boolean holdsRecords(Waiting waiting) {
        return waiting.name().kind() == ChunkKind.LOG;
    }

    private void leaving(Waiting waiting) {
        if (holdsRecords(waiting)) {
            positions.leaving(waiting.file());
        }
    }

    private static Path made(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw SpoolFailure.of("making", path, e);
        }
    }

    /** Takes up what an earlier process left, and begins to capture. */
    static Agent start(AgentSettings settings, String tool, Clock clock) {
        Agent agent = new Agent(settings, tool, clock);
        try {
            agent.begin();
            return agent;
        } catch (RuntimeException e) {
            // nothing was captured: what is spooled waits for the next start
            agent.commands.close();
            agent.lock.close();
            throw e;
        }
    }

    private void begin() {
        CaptureSettings capture = settings.capture();
        Continuity continuity = new Continuity(kinds(capture),
                capture.interfaces().size() + settings.hep().listen().size() > 1, ledger, clock);
        AnnouncedMedia announced = capture.announcedOnly() && !capture.interfaces().isEmpty()
                ? new AnnouncedMedia()
                : null;
        MessageObservers observers = new MessageObservers(announced, commands.open());
        HepStation station = HepStation.open(settings.hep(), settings.name(), spool, observers, ledger, clock);
        hep = station;
        collectors.addAll(station.collectors());
        captures(capture, observers, station.tap(), continuity);
        logs(settings.logs());
        continuity.begun(outbox, resumes);
        collectors.forEach(
                collector -> collecting
                        .add(Thread.ofPlatform().name(collector.name()).start(() -> collect(collector))));
        duties.start("spool", this::keepSpool);
        duties.start("roll", () -> roller.rollNext() || roller.tellLosses() ? Duration.ZERO : IDLE);
        duties.start("upload", () -> uploader.turn(IDLE));
        if (center != null) {
            reporting.start("center", center::turn);
        }
    }

    /** Scoped captures may want media even where it is not kept. */
    private List<ChunkKind> kinds(CaptureSettings capture) {
        boolean unwanted = capture.media() == MediaPolicy.NONE && !settings.takesCommands();
        return unwanted || capture.interfaces().isEmpty()
                ? List.of(ChunkKind.SIP)
                : List.of(ChunkKind.SIP, ChunkKind.RTP);
    }

    private void captures(CaptureSettings capture, MessageObservers observers, SignallingTap tap,
            Continuity continuity) {
        for (String name : capture.interfaces()) {
            collectors.add(new InterfaceCapture(() -> LiveInterface.open(name, capture.filter(), capture.snapLength(),
                    capture.bufferBytes()), capture.media(), observers, spool, tap, continuity.events()));
        }
    }

    /** Where it takes commands, if it does. */
    Optional<String> commandsAt() {
        return commands.address();
    }

    /** What it observes, in words. */
    List<String> sources() {
        return collectors.stream().map(Collector::name).toList();
    }

    private void logs(LogSources logs) {
        if (!logs.files().isEmpty()) {
            collectors.add(new LogTail(logs, positions, spool, clock));
        }
        if (logs.journal() != null) {
            collectors.add(new JournalPipe(logs.journal(), logs.redaction(), positions, spool));
        }
    }

    private static void collect(Collector collector) {
        try {
            collector.run();
        } catch (RuntimeException e) {
            LOG.error("{} ended: {}. The agent ends, so that whoever watches it starts it again", collector.name(),
                    e.toString());
            Runtime.getRuntime().halt(1);
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

    /** Ends collecting, then the other threads, and sends what is spooled as far as the store takes it soon. */
    @Override
    public void close() {
        commands.close();
        collectors.forEach(Collector::stop);
        Duties.join(collecting, FAREWELL);
        spool.rollAll();
        if (duties.stop(FAREWELL)) {
            sendRest();
        }
        if (center != null && reporting.stop(LAST_REPORT)) {
            boolean ignored = center.report();
        }
        uploader.close();
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
}
