package io.sipvault.cli;

import io.sipvault.indexer.call.LinkHeaders;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.setting.IndexSetting;
import io.sipvault.ingest.store.setting.StoreSettings;
import io.sipvault.jobs.launch.DataDirectory;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that all commands share. */
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "data directory (default: ${DEFAULT-VALUE})")
    Path root = Path.of("data");

    @Option(names = "--region", paramLabel = "CC", defaultValue = "US", description = "country of numbers without a country code (default: ${DEFAULT-VALUE})")
    String region = "US";

    @Option(names = "--store", paramLabel = "STORE", description = "where the archive is: local, s3, "
            + "s3://BUCKET/PREFIX or a folder (default: SIPVAULT_STORE, else sipvault.store in DIR/sipvault.properties, "
            + "else local, in DIR/store)")
    @Nullable
    String store;

    @Option(names = "--link-headers", paramLabel = "HEADERS", description = "headers that tie legs, each alone or with a "
            + "pattern, as in 'X-CID X-Leg=id=([0-9a-f]+)', or none (default: SIPVAULT_LINK_HEADERS, else "
            + "sipvault.link-headers in DIR/sipvault.properties, else " + LinkHeaders.COMMON
            + "); a change counts from "
            + "'jobs --rebuild' on")
    @Nullable
    String linkHeaders;

    DataDirectory directory() {
        Path found = root.toAbsolutePath().normalize();
        if (found.toString().contains(";") || found.toString().contains("${")) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "the data directory " + found
                    + " has ; or ${ in its path, which addresses of databases and settings give a meaning: name another"
                    + " one with --data, or a link to it");
        }
        return new DataDirectory(found);
    }

    /** The directory, which must hold something already. */
    DataDirectory existing() {
        DataDirectory data = directory();
        if (!data.isInUse()) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "nothing was imported into " + data.root()
                    + " yet: './sipvault import --data " + root + " FILE' does, or name another directory with --data");
        }
        return data;
    }

    /** The directory, which may be new when the archive lies elsewhere: it is indexed there then. */
    DataDirectory indexable() {
        return storeSettings().location().equals(StoreSettings.IN_DATA_DIRECTORY) ? existing() : directory();
    }

    StoreSettings storeSettings() {
        return StoreSettings.read(store, System.getenv(), directory().root());
    }

    /** The headers that tie legs, checked. */
    String linkHeaders() {
        IndexSetting.Text set = IndexSetting.LINK_HEADERS.read(linkHeaders, System.getenv(), directory().root())
                .orElse(new IndexSetting.Text(LinkHeaders.COMMON, "default"));
        LinkHeaders.parse(set.value(), set.place());
        return set.value();
    }

    /** The words that give another command the same directory and store. */
    List<String> words() {
        return store == null
                ? List.of("--data", root.toString())
                : List.of("--data", root.toString(), "--store", store);
    }
}
