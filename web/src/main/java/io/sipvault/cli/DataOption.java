package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.jobs.launch.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that all commands share. */
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "data directory (default: ${DEFAULT-VALUE})")
    Path root = Path.of("data");

    @Option(names = "--region", paramLabel = "CC", defaultValue = "US", description = "country of numbers without a country code (default: ${DEFAULT-VALUE})")
    String region = "US";

    DataDirectory directory() {
        return new DataDirectory(root.toAbsolutePath().normalize());
    }

    /** The directory, which must hold something already. */
    DataDirectory existing() {
        DataDirectory data = directory();
        if (!Files.isDirectory(data.store())) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "nothing was imported into " + data.root()
                    + " yet: './sipvault import --data " + root + " FILE' does, or name another directory with --data");
        }
        return data;
    }

    static ObjectStore store(DataDirectory data) {
        return LocalObjectStores.open(data.store());
    }
}
