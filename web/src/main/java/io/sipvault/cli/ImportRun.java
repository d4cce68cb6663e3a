package io.sipvault.cli;

import io.sipvault.indexer.fold.JoinedMessages;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.importing.ImportReport;
import io.sipvault.jobs.ingestion.StageTimes;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexLinks;
import io.sipvault.jobs.launch.IndexRuns;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ChunkTotals;
import io.sipvault.jobs.work.Workers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** Imports files one after the other, then runs the index job over what they brought. */
final class ImportRun {
    private static final double NS_PER_S = 1e9;
    private static final double MIB = 1 << 20;

    private final ConfigurableApplicationContext context;
    private final PrintWriter err;
    private final ImportProgress progress;
    private final ChunkRegistry registry;
    /** Whether the archive may hold chunks that no report of ours names: of an import that died or failed half way. */
    private boolean someUnknown;

    ImportRun(ConfigurableApplicationContext context, PrintWriter err) {
        this.context = context;
        this.err = err;
        this.progress = new ImportProgress(err, Terminal.showsErrors(), System::nanoTime);
        this.registry = context.getBean(ChunkRegistry.class);
    }

    ImportSummary run(List<Path> files, String agent) {
        IndexRuns runs = context.getBean(IndexRuns.class);
        if (context.getBean(IndexLinks.class).isChanged()) {
            err.println("other link headers are set than the index was begun with: it goes on with its own."
                    + " './sipvault jobs --rebuild' applies the setting");
        }
        runs.takeOver();
        Archive archive = context.getBean(Archive.class);
        DataDirectory data = context.getBean(DataDirectory.class);
        Path staging = archive.store().stagingDirectory().orElse(data.staging());
        StagingLeftovers.remove(staging);
        Workers workers = context.getBean(Workers.class);
        FileImporter importer = new FileImporter(archive, context.getBean(ManifestSigner.class), staging,
                workers.executor(), Version.TEXT, context.getBean(Clock.class)).uploadingBy(workers.uploads())
                .observedBy(progress);
        List<ImportSummary.Failure> failed = new ArrayList<>();
        long began = System.nanoTime();
        someUnknown = data.importMark().begin();
        List<ImportReport> reports = files.stream().map(file -> importFile(importer, file, agent, failed))
                .filter(Objects::nonNull).toList();
        long archived = System.nanoTime();
        discover(runs, reports);
        runs.runAll();
        data.importMark().end();
        err.println(String.format(Locale.ROOT, "stages: archive %.1f s, index %.1f s (%s)",
                (archived - began) / NS_PER_S, (System.nanoTime() - archived) / NS_PER_S,
                context.getBean(StageTimes.class)));
        return summary(files.size(), reports.stream().map(ImportReport::id).distinct().toList(), failed);
    }

    private void discover(IndexRuns runs, List<ImportReport> reports) {
        if (someUnknown) {
            runs.discover();
        } else {
            runs.discover(reports.stream().flatMap(report -> report.chunks().stream()).toList());
        }
    }

    /** @return null when nothing of it was archived */
    private @Nullable ImportReport importFile(FileImporter importer, Path file, String agent,
            List<ImportSummary.Failure> failed) {
        try {
            ImportReport report = archive(importer, file, agent);
            err.println(file + ": " + report.packets() + " packets, " + String.format(Locale.ROOT, "%.1f MiB",
                    report.contentBytes() / MIB) + (report.known() ? ", known already" : "") + " as " + report.id());
            if (report.damage() != null) {
                String reason = report.damage() + "; what comes before the damage is indexed";
                err.println(file + ": " + reason);
                failed.add(new ImportSummary.Failure(file.toString(), reason));
            }
            return report;
        } catch (ForensicException e) {
            if (e.code() == ErrorCode.DISK_FULL || e.code() == ErrorCode.STORE) {
                throw e;
            }
            someUnknown |= e.code() != ErrorCode.NOT_A_CAPTURE;
            err.println(e.getMessage());
            failed.add(new ImportSummary.Failure(file.toString(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    private ImportReport archive(FileImporter importer, Path file, String agent) {
        progress.begin(file);
        try {
            return importer.importFile(file, agent);
        } finally {
            progress.end();
        }
    }

    private ImportSummary summary(int files, List<String> imports, List<ImportSummary.Failure> failed) {
        Map<String, Long> undecoded = new TreeMap<>();
        long packets = 0;
        long bytes = 0;
        long sip = 0;
        long lines = 0;
        for (String id : imports) {
            ChunkTotals totals = registry.totals(id);
            packets += totals.packets();
            bytes += totals.bytes();
            sip += totals.sipMessages();
            lines += totals.logLines();
            FragmentHeader.add(undecoded, totals.undecoded());
            totals.errors().forEach(error -> failed.add(new ImportSummary.Failure(id, error)));
        }
        PartitionedIndex index = context.getBean(PartitionedIndex.class);
        sip += joined(imports, index);
        // the index is the application's; the search over it must not close it
        EvidenceSearch search = new LuceneSearch(index, context.getBean(NumberNormalizer.class));
        return new ImportSummary(files, packets, bytes, sip, count(search, Row.DIALOGS), count(search, Row.CALLS),
                count(search, Row.STREAMS), lines, undecoded, failed, imports);
    }

    /** Messages that no chunk holds whole. */
    private long joined(List<String> imports, PartitionedIndex index) {
        Set<String> chunks = new TreeSet<>();
        imports.forEach(id -> chunks.addAll(registry.foldedIds(id)));
        return new JoinedMessages(context.getBean(Archive.class).store(), new IndexLookup(index)).count(chunks);
    }

    private static long count(EvidenceSearch search, Row row) {
        return search.search(new QueryNode.MatchAll(), row, null, 1).total();
    }
}
