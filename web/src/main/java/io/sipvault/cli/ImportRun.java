package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.importing.ImportReport;
import io.sipvault.jobs.importing.ImportSummary;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.ingestion.StageTimes;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexMarks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** Imports files one after the other, then runs the index job over what they brought. */
final class ImportRun {
    private static final double NS_PER_S = 1e9;

    private final ConfigurableApplicationContext context;
    private final PrintWriter err;
    private final ImportProgress progress;
    private final Imports imports;
    private final List<ImportSummary.Failure> failed = new ArrayList<>();

    ImportRun(ConfigurableApplicationContext context, PrintWriter err) {
        this.context = context;
        this.err = err;
        this.progress = new ImportProgress(err, Terminal.showsErrors(), System::nanoTime);
        this.imports = context.getBean(Imports.class);
    }

    /** Imports as the only one who writes. */
    ImportSummary run(List<Path> files, String agent) {
        return run(files, agent, false);
    }

    /**
     * As the other.
     *
     * @param oneByOne
     *            whether each file is indexed, and its times told, before the next is read
     */
    ImportSummary run(List<Path> files, String agent, boolean oneByOne) {
        if (context.getBean(IndexMarks.class).isChanged()) {
            err.println("other link headers are set than the index was begun with: it goes on with its own."
                    + " './sipvault jobs --rebuild' applies the setting");
        }
        OldIndex.say(context.getBean(DataDirectory.class), err);
        imports.takeOver();
        return archiveAndIndex(files, agent, oneByOne);
    }

    /** Imports within a server, which took over before. */
    ImportSummary beside(List<Path> files, String agent) {
        return archiveAndIndex(files, agent, false);
    }

    private ImportSummary archiveAndIndex(List<Path> files, String agent, boolean oneByOne) {
        List<String> archived = new ArrayList<>();
        for (List<Path> part : oneByOne ? files.stream().map(List::of).toList() : List.of(files)) {
            archived.addAll(archiveAndIndex(part, agent));
        }
        return imports.summary(files.size(), archived.stream().distinct().toList(), failed);
    }

    /** @return ids of the imports */
    private List<String> archiveAndIndex(List<Path> files, String agent) {
        long began = System.nanoTime();
        List<ImportReport> reports = files.stream().map(file -> importFile(file, agent)).filter(Objects::nonNull)
                .toList();
        long archived = System.nanoTime();
        imports.index();
        LeftOut.say(context, err);
        err.println(String.format(Locale.ROOT, "stages: archive %.1f s, index %.1f s (%s)",
                (archived - began) / NS_PER_S, (System.nanoTime() - archived) / NS_PER_S,
                context.getBean(StageTimes.class).tell()));
        return reports.stream().map(ImportReport::id).toList();
    }

    /** @return null when nothing of it was archived */
    private @Nullable ImportReport importFile(Path file, String agent) {
        try {
            ImportReport report = archive(file, agent);
            err.println(ImportLines.archived(file.toString(), report.packets(), report.contentBytes(), report.known(),
                    report.id()));
            if (report.expired() != null) {
                err.println(
                        file + ": " + report.expired().sentence() + ": what the index has of it stays as it is, its "
                                + "packets are not archived again");
            }
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
            err.println(e.getMessage());
            failed.add(new ImportSummary.Failure(file.toString(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    private ImportReport archive(Path file, String agent) {
        progress.begin(file);
        try {
            return imports.archive(file, agent, progress);
        } finally {
            progress.end();
        }
    }
}
