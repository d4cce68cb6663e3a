package io.sipvault.agent.command;

import io.sipvault.agent.collect.PacketWatch;
import io.sipvault.agent.command.ActiveScope.State;
import io.sipvault.agent.command.ScopeStore.Stored;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scoped captures of an agent: starts, stops and ends them, and keeps those that run on disk. {@link #turn} is to be called
 * some times a second. Safe for use by many threads.
 */
public final class Scopes {
    private static final Logger LOG = LoggerFactory.getLogger(Scopes.class);
    private static final Duration TURN = Duration.ofMillis(200);
    static final int MOST_RUNNING = 1_000;
    private static final int MOST_ENDED = 1_000;
    /** It holds up who captures for some milliseconds at most. */
    private static final long FORGET_EVERY_NS = 5_000_000_000L;

    private final ScopeStore store;
    private final EventSequence sequence;
    private final EventQueue events;
    private final ScopeWatch watch;
    private final Clock clock;
    private final LongSupplier nanoTime;
    /** By id, in the order of their start; those that ended, too. */
    private final Map<String, ActiveScope> scopes = new LinkedHashMap<>();

    private long lastForgetNanos;
    /** Whether what ended stands on disk as running. */
    private boolean unsaved;

    private Scopes(Path data, Clock clock, LongSupplier nanoTime) {
        this.store = new ScopeStore(data.resolve("scopes.json"));
        this.sequence = EventSequence.open(data.resolve("event-sequence"), clock);
        this.events = new EventQueue(sequence);
        this.watch = new ScopeWatch(events, nanoTime);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.lastForgetNanos = nanoTime.getAsLong();
    }

    /**
     * Goes on with what an earlier process left running.
     *
     * @param data
     *            directory of the agent
     * @param nanoTime
     *            a clock that nobody sets
     */
    public static Scopes open(Path data, Clock clock, LongSupplier nanoTime) {
        Scopes opened = new Scopes(data, clock, nanoTime);
        opened.goOn();
        return opened;
    }

    private synchronized void goOn() {
        store.load().forEach(stored -> begin(stored.scope(), stored.startedAt()));
        expire();
        changed();
    }

    /** Never longer than it was ordered for, however a clock was set meanwhile. */
    private void begin(Scope scope, Instant startedAt) {
        Duration whole = Duration.between(startedAt, scope.expiresAt());
        Duration left = Duration.between(clock.instant(), scope.expiresAt());
        Duration runs = left.compareTo(whole) < 0 ? left : whole;
        scopes.put(scope.id(), new ActiveScope(scope, startedAt, nanoTime.getAsLong() + runs.toNanos()));
    }

    /** What interfaces show it. */
    public PacketWatch watch() {
        return watch;
    }

    /** A scope that was ordered, and whether it was there before. */
    record Started(ScopeStatus status, boolean known) {}

    /**
     * Starts a scope. The same order again changes nothing.
     *
     * @throws ForensicException
     *             BAD_REQUEST when it ends too early or late, or there are too many; IN_USE when another has its id
     */
    synchronized Started start(Scope scope) {
        ActiveScope known = scopes.get(scope.id());
        if (known != null) {
            if (!known.scope.equals(scope)) {
                throw new ForensicException(ErrorCode.IN_USE, "id: \"" + scope.id() + "\" is that of another scope,"
                        + " which is not changed; stop it, or give this one an id of its own");
            }
            return new Started(ScopeStatus.of(known), true);
        }
        checkTime(scope);
        checkRoom(scope);
        begin(scope, clock.instant());
        try {
            save();
        } catch (ForensicException e) {
            scopes.remove(scope.id());
            throw e;
        }
        changed();
        LOG.info("scoped capture {} runs until {}", scope.id(), scope.expiresAt());
        return new Started(ScopeStatus.of(found(scope.id())), false);
    }

    private void checkTime(Scope scope) {
        Instant now = clock.instant();
        if (!scope.expiresAt().isAfter(now)
                || scope.expiresAt().isAfter(now.plus(ScopeReader.LONGEST).plus(ScopeReader.CLOCKS_APART))) {
            throw ScopeReader.refused("expires_at: expected a time within 24 hours from now, got " + scope.expiresAt()
                    + "; the clock of the agent says " + now);
        }
    }

    private void checkRoom(Scope scope) {
        List<ActiveScope> running = all(active -> active.state() == State.RUNNING);
        if (running.size() >= MOST_RUNNING) {
            throw ScopeReader.refused(MOST_RUNNING + " scopes run, which is the most; stop one");
        }
        int texts = scope.criteria().textBytes()
                + running.stream().mapToInt(active -> active.scope.criteria().textBytes()).sum();
        if (texts > TextAutomaton.MOST_BYTES) {
            throw ScopeReader.refused("text: the texts and tenants of all running scopes would have " + texts
                    + " bytes, the most is " + TextAutomaton.MOST_BYTES + "; stop one");
        }
    }

    /**
     * Stops a scope; one that ended stays as it is.
     *
     * @throws ForensicException
     *             NOT_FOUND when nobody knows it
     */
    synchronized ScopeStatus stop(String id) {
        ActiveScope active = found(id);
        if (active.state() == State.RUNNING) {
            active.end(State.STOPPED, clock.instant(), nanoTime.getAsLong());
            changed();
            unsaved = true;
            LOG.info("scoped capture {} was stopped", id);
        }
        if (unsaved) {
            save();
        }
        return ScopeStatus.of(active);
    }

    synchronized ScopeStatus status(String id) {
        return ScopeStatus.of(found(id));
    }

    /** All that run, and up to 1,000 that ended. */
    synchronized List<ScopeStatus> all() {
        return scopes.values().stream().map(ScopeStatus::of).toList();
    }

    /** Events of a scope after a number, in order. */
    List<CaptureEvent> events(String id, long after, int limit) {
        ActiveScope active;
        synchronized (this) {
            active = found(id);
        }
        return events.read(active, after, limit);
    }

    private ActiveScope found(String id) {
        ActiveScope active = scopes.get(id);
        if (active == null) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "no scope has the id \"" + id
                    + "\": it never ran here, or ended before the agent was started last, or long ago");
        }
        return active;
    }

    /** Ends what is due. @return how long to wait before the next turn */
    public Duration turn() {
        sequence.reserve();
        forgetEnded();
        synchronized (this) {
            if (expire()) {
                changed();
                unsaved = true;
            }
            if (unsaved) {
                save();
            }
        }
        return TURN;
    }

    private void forgetEnded() {
        long nanos = nanoTime.getAsLong();
        if (nanos - lastForgetNanos >= FORGET_EVERY_NS) {
            lastForgetNanos = nanos;
            watch.forgetEnded();
        }
    }

    /** @return whether any ended */
    private boolean expire() {
        long nanos = nanoTime.getAsLong();
        List<ActiveScope> due = all(
                active -> active.state() == State.RUNNING && !active.isRunning(nanos));
        for (ActiveScope active : due) {
            active.end(State.EXPIRED, clock.instant(), nanos);
            LOG.info("scoped capture {} ended with its time", active.scope.id());
        }
        return !due.isEmpty();
    }

    private List<ActiveScope> all(Predicate<ActiveScope> wanted) {
        return scopes.values().stream().filter(wanted).toList();
    }

    private void changed() {
        List<ActiveScope> ended = all(active -> active.state() != State.RUNNING);
        ended.stream().limit(Math.max(0, ended.size() - MOST_ENDED))
                .forEach(active -> scopes.remove(active.scope.id()));
        watch.show(all(active -> active.state() == State.RUNNING));
    }

    private void save() {
        store.save(all(active -> active.state() == State.RUNNING).stream()
                .map(active -> new Stored(active.scope, active.startedAt)).toList());
        unsaved = false;
    }
}
