package io.sipvault.jobs.importing;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.importing.ImportReport;
import io.sipvault.ingest.pcap.RawBytesObserver;
import io.sipvault.jobs.importing.StagedFiles.Staged;
import io.sipvault.jobs.launch.IndexRuns;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ChunkState;
import io.sipvault.jobs.work.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Imports of files. Those that a server receives wait in the staging folder and are archived in the background, one at a time,
 * while others are indexed behind; those of a command are archived from where they lie. Who uses it holds the lock of the data
 * directory.
 */
public class Imports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    /** Names of agents stand in object keys, in queries and on pages. */
    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final ImportTable table;
    private final StagedFiles staged;
    private final FileArchiver archiver;
    private final IndexRuns runs;
    private final ChunkRegistry registry;
    private final Summaries summaries;
    private final Workers workers;
    private final Map<String, ReadProgress> reading = new ConcurrentHashMap<>();
    private final AtomicBoolean indexing = new AtomicBoolean();
    private volatile boolean closed;

    Imports(ImportTable table, StagedFiles staged, FileArchiver archiver, IndexRuns runs, ChunkRegistry registry,
            Summaries summaries, Workers workers) {
        this.table = table;
        this.staged = staged;
        this.archiver = archiver;
        this.runs = runs;
        this.registry = registry;
        this.summaries = summaries;
        this.workers = workers;
    }

    /**
     * What became of a file that was brought.
     *
     * @param known
     *            whether it was there already: this is the first import of it, and nothing was changed
     */
    public record Received(ImportRow row, boolean known) {}

    /**
     * How far an import is.
     *
     * @param bytesRead
     *            bytes of the file that were read for the archive
     * @param chunksIndexed
     *            of its chunks, those that are found by searches or will not be, since they failed too often
     */
    public record Progress(long bytesRead, int chunksIndexed) {}

    /** To be called when nobody else can be at work: frees what the dead held, and goes on with what they left. */
    public void takeOver() {
        archiver.takeOver();
        for (ImportRow row : table.in(ImportState.ARCHIVING)) {
            table.putBack(row.id(), null);
        }
        for (ImportRow row : table.in(ImportState.QUEUED)) {
            boolean there = row.staged() != null && staged.isThere(row.staged(), row.name());
            if (!there && !registry.states(row.id()).isEmpty()) {
                table.state(row.id(), ImportState.INDEXING);
            } else if (!there) {
                table.end(row.id(), ImportState.INTERRUPTED,
                        "cut off before it was archived, and its bytes are gone; send the file again");
            }
        }
        staged.keepOnly(table.in(ImportState.QUEUED).stream().map(ImportRow::staged).filter(Objects::nonNull).toList());
    }

    /**
     * Receives a file, durably, and lets it wait for its turn.
     *
     * @param name
     *            of the file, from whoever brings it
     * @param agent
     *            whose observations these are
     * @param announced
     *            how many bytes will come; negative when that is not known
     * @throws ForensicException
     *             DISK_FULL, BAD_REQUEST; nothing was kept then
     */
    public Received receive(InputStream body, String name, String agent, long announced) throws IOException {
        checkAgent(agent);
        Staged file = staged.receive(body, name, announced);
        if (!table.queue(file.id(), file.name(), agent, file.folder(), file.bytes())) {
            staged.remove(file.folder());
            return new Received(find(file.id()).orElseThrow(), true);
        }
        resume();
        return new Received(find(file.id()).orElseThrow(), false);
    }

    /**
     * Refuses what is no name of an agent.
     *
     * @throws ForensicException
     *             BAD_REQUEST
     */
    public static void checkAgent(String agent) {
        if (!AGENT.matcher(agent).matches()) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "agent '" + agent
                    + "' is no name of an observer: it takes letters, digits, '.', '_' and '-', at most 100, the first"
                    + " a letter or digit");
        }
    }

    /** Archives a file from where it lies, at once. It is indexed by {@link #index}. */
    public ImportReport archive(Path file, String agent, RawBytesObserver observer) {
        ImportReport report = archiver.archive(file, agent, observer);
        table.archivedInPlace(report, StagedFiles.safe(file.toString()), agent, sizeOf(file));
        return report;
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Indexes all that is archived and is not, at once. */
    public void index() {
        archiver.findWhatIsUnknown();
        indexKnown();
    }

    /** Waits for no import that is being archived. */
    private void indexKnown() {
        try {
            runs.runAll();
        } finally {
            settle();
        }
    }

    /** What files brought, and what the index holds now. */
    public ImportSummary summary(int files, List<String> imports, List<ImportSummary.Failure> failed) {
        return summaries.of(files, imports, failed);
    }

    /** Goes on in the background with what waits. Called again and again, for what a full disk or a lost store held up. */
    public void resume() {
        inBackground(workers.archiving(), this::archiveQueued);
    }

    private void archiveQueued() {
        try {
            boolean goesOn = true;
            while (goesOn && !closed) {
                Optional<ImportRow> next = table.next();
                goesOn = next.isPresent() && archive(next.get());
            }
            if (!table.in(ImportState.INDEXING).isEmpty()) {
                indexBehind();
            }
        } catch (DataAccessException e) {
            LOG.error("imports stopped, and are tried again: {}", e.getMessage());
        }
    }

    /** @return whether the next may be tried */
    private boolean archive(ImportRow row) {
        String folder = Objects.requireNonNull(row.staged());
        ReadProgress progress = new ReadProgress();
        reading.put(row.id(), progress);
        table.state(row.id(), ImportState.ARCHIVING);
        try {
            table.archived(archiver.archive(staged.path(folder, row.name()), row.agent(), progress));
            staged.remove(folder);
            LOG.info("import {}: archived {} bytes", row.id(), row.fileBytes());
            indexBehind();
            return true;
        } catch (ForensicException e) {
            return failed(row, folder, e);
        } finally {
            reading.remove(row.id());
        }
    }

    private boolean failed(ImportRow row, String folder, ForensicException e) {
        LOG.info("import {}: {}", row.id(), e.getMessage());
        if (e.code().type() == ErrorCode.Type.EXTERNAL) {
            table.putBack(row.id(), "waits: " + e.getMessage());
            return false;
        }
        staged.remove(folder);
        table.end(row.id(), ImportState.FAILED, reason(e, folder));
        return true;
    }

    /** Where the file lay meanwhile is nobody's business. */
    private String reason(ForensicException e, String folder) {
        return String.valueOf(e.getMessage()).replace(staged.path(folder, "").toString() + "/", "");
    }

    private void indexBehind() {
        if (indexing.compareAndSet(false, true)) {
            inBackground(workers.indexing(), () -> {
                indexing.set(false);
                try {
                    indexKnown();
                } catch (ForensicException | DataAccessException e) {
                    LOG.error("indexing imports failed, and is tried again: {}", e.getMessage());
                }
            });
        }
    }

    private void inBackground(Executor thread, Runnable work) {
        if (!closed) {
            try {
                thread.execute(work);
            } catch (RejectedExecutionException e) {
                LOG.debug("stopping: what waits goes on at the next start");
            }
        }
    }

    /** Imports of which nothing is left to do are done. */
    public void settle() {
        for (ImportRow row : table.in(ImportState.INDEXING)) {
            if (openChunks(row.id()) == 0) {
                table.end(row.id(), ImportState.DONE, null);
            }
        }
    }

    private int openChunks(String id) {
        Map<ChunkState, Integer> states = registry.states(id);
        return states.getOrDefault(ChunkState.READY, 0) + states.getOrDefault(ChunkState.DECODED, 0);
    }

    /** How far one is. */
    public Progress progress(ImportRow row) {
        ReadProgress read = reading.get(row.id());
        boolean archived = row.chunks() > 0;
        return new Progress(read != null ? read.bytes() : archived ? row.fileBytes() : 0,
                archived ? row.chunks() - openChunks(row.id()) : 0);
    }

    /** By its id. */
    public Optional<ImportRow> find(String id) {
        return table.find(id);
    }

    /** Imports, the newest first, from behind one on. */
    public List<ImportRow> list(@Nullable ImportRow behind, int limit) {
        return table.page(behind, limit);
    }

    /** How many there are in each state. */
    public Map<ImportState, Long> states() {
        return table.states();
    }

    /** How many there are. */
    public long count() {
        return table.count();
    }

    /** What is archived at this moment is finished; what waits goes on at the next start. */
    @Override
    public void close() {
        closed = true;
        runs.stop();
        workers.finish();
    }
}
