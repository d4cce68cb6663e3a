package io.sipvault.cli;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Row;
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
import io.sipvault.jobs.launch.IndexRuns;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ChunkTotals;
import io.sipvault.jobs.work.Workers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.ConfigurableApplicationContext;

/** Imports files one after the other, then runs the index job over what they brought. */
final class ImportRun {
    private static final double NS_PER_S = 1e9;
    private static final double MIB = 1 << 20;

    private final ConfigurableApplicationContext context;
    private final PrintWriter err;
    private final ChunkRegistry registry;

    ImportRun(ConfigurableApplicationContext context, PrintWriter err) {
        this.context = context;
        this.err = err;
        this.registry = context.getBean(ChunkRegistry.class);
    }

    ImportSummary run(List<Path> files, String agent) {
        return run(files, agent, false);
    }

    /**
     * Imports files.
     *
     * @param oneByOne
     *            whether each is indexed, and its times told, before the next is read
     */
    ImportSummary run(List<Path> files, String agent, boolean oneByOne) {
        IndexRuns runs = context.getBean(IndexRuns.class);
        runs.takeOver();
        Archive archive = context.getBean(Archive.class);
        Path staging = archive.store().stagingDirectory()
                .orElse(context.getBean(DataDirectory.class).root().resolve("staging"));
        StagingLeftovers.remove(staging);
        FileImporter importer = new FileImporter(archive, context.getBean(ManifestSigner.class), staging,
                context.getBean(Workers.class).executor(), Version.TEXT, context.getBean(Clock.class));
        List<ImportSummary.Failure> failed = new ArrayList<>();
        Set<String> imports = new LinkedHashSet<>();
        for (List<Path> part : oneByOne ? files.stream().map(List::of).toList() : List.of(files)) {
            long began = System.nanoTime();
            for (Path file : part) {
                importFile(importer, file, agent, imports, failed);
            }
            long archived = System.nanoTime();
            runs.discover();
            runs.runAll();
            err.println(String.format(Locale.ROOT, "stages: archive %.1f s, index %.1f s (%s)",
                    (archived - began) / NS_PER_S, (System.nanoTime() - archived) / NS_PER_S,
                    context.getBean(StageTimes.class).tell()));
        }
        return summary(files.size(), imports, failed);
    }

    private void importFile(FileImporter importer, Path file, String agent, Set<String> imports,
            List<ImportSummary.Failure> failed) {
        try {
            ImportReport report = importer.importFile(file, agent);
            imports.add(report.id());
            err.println(file + ": " + report.packets() + " packets, " + String.format(Locale.ROOT, "%.1f MiB",
                    report.contentBytes() / MIB) + (report.known() ? ", known already" : "") + " as " + report.id());
            if (report.damage() != null) {
                String reason = report.damage() + "; what comes before the damage is indexed";
                err.println(file + ": " + reason);
                failed.add(new ImportSummary.Failure(file.toString(), reason));
            }
        } catch (ForensicException e) {
            if (e.code() == ErrorCode.DISK_FULL) {
                throw e;
            }
            err.println(e.getMessage());
            failed.add(new ImportSummary.Failure(file.toString(), String.valueOf(e.getMessage())));
        }
    }

    private ImportSummary summary(int files, Set<String> imports, List<ImportSummary.Failure> failed) {
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
        // the index is the application's; the search over it must not close it
        EvidenceSearch search = new LuceneSearch(context.getBean(PartitionedIndex.class),
                context.getBean(NumberNormalizer.class));
        return new ImportSummary(files, packets, bytes, sip, count(search, Row.DIALOGS), count(search, Row.CALLS),
                count(search, Row.STREAMS), lines, undecoded, failed, List.copyOf(imports));
    }

    private static long count(EvidenceSearch search, Row row) {
        return search.search(new QueryNode.MatchAll(), row, null, 1).total();
    }
}
