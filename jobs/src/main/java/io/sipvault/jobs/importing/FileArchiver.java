package io.sipvault.jobs.importing;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.importing.ImportReport;
import io.sipvault.ingest.pcap.RawBytesObserver;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexRuns;
import io.sipvault.jobs.work.Workers;
import java.nio.file.Path;
import java.time.Clock;

/** Archives one file at a time, and makes its chunks known to the index job. */
final class FileArchiver {
    private final DataDirectory data;
    private final IndexRuns runs;
    private final FileImporter importer;
    private final Path staging;

    FileArchiver(Archive archive, ManifestSigner signer, DataDirectory data, IndexRuns runs, Workers workers,
            String tool, Clock clock) {
        this.data = data;
        this.runs = runs;
        this.staging = archive.store().stagingDirectory().orElse(data.staging());
        this.importer = new FileImporter(archive, signer, staging, workers.executor(), tool, clock)
                .uploadingBy(workers.uploads());
    }

    /** Removes what imports left behind that were killed, and finds what they archived. The caller holds the lock. */
    void takeOver() {
        runs.takeOver();
        StagingLeftovers.remove(staging);
        findWhatIsUnknown();
    }

    /**
     * Archives a file.
     *
     * @throws ForensicException
     *             as the importer does
     */
    synchronized ImportReport archive(Path file, String agent, RawBytesObserver observer) {
        boolean someUnknown = data.importMark().begin();
        try {
            ImportReport report = importer.observedBy(observer).importFile(file, agent);
            if (someUnknown) {
                runs.discover();
            } else {
                runs.discover(report.chunks());
            }
            data.importMark().end();
            return report;
        } catch (ForensicException e) {
            if (e.code() == ErrorCode.NOT_A_CAPTURE && !someUnknown) {
                data.importMark().end();
            }
            throw e;
        }
    }

    /** Looks through the whole archive when an import died or failed half way: no report names what it left there. */
    synchronized void findWhatIsUnknown() {
        if (data.importMark().isSet()) {
            runs.discover();
            data.importMark().end();
        }
    }
}
