package io.sipvault.ingest.store.setting;

import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.store.s3.S3ObjectStores;
import io.sipvault.ingest.store.s3.S3Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which object store an installation uses. */
public sealed interface StoreSettings {
    /** The file in the data directory that settings may stand in. */
    String FILE = "sipvault.properties";
    /** The location of the data directory's own store. */
    String IN_DATA_DIRECTORY = "local";

    /**
     * Reads them: the option counts before the environment, that before the file.
     *
     * @param option
     *            {@code local}, {@code s3}, {@code s3://BUCKET/PREFIX} or a folder; null when it was not given
     * @param environment
     *            variables by name
     * @param dataDirectory
     *            the folder that the file may lie in, and where the local store is unless it was told otherwise
     * @throws io.sipvault.ingest.error.ForensicException
     *             BAD_REQUEST in one line when a setting is missing or wrong: what, where it was looked for, how it goes
     */
    static StoreSettings read(@Nullable String option, Map<String, String> environment, Path dataDirectory) {
        return new SettingsReader(
                new SettingSources(option, environment, SettingsFile.read(dataDirectory.resolve(FILE))), dataDirectory)
                .read();
    }

    /**
     * Reads them where something else has its settings in the same file.
     *
     * @param other
     *            whether a name is one of those
     * @param dataDirectory
     *            where the local store is unless it was told otherwise
     * @throws io.sipvault.ingest.error.ForensicException
     *             as {@link #read(String, Map, Path)}
     */
    static StoreSettings readBeside(Predicate<String> other, Map<String, String> environment, Path file,
            Path dataDirectory) {
        return new SettingsReader(new SettingSources(null, environment, SettingsFile.read(file, other)), dataDirectory)
                .read();
    }

    /** Opens the store without asking a server anything. Close it after use. */
    ObjectStore open();

    /** Where the store is, in words that do not change when the data directory is moved as a whole; without secrets. */
    String location();

    /** Objects in a folder. @param inDataDirectory whether it is the data directory's own */
    record Local(Path folder, boolean inDataDirectory) implements StoreSettings {
        @Override
        public ObjectStore open() {
            return LocalObjectStores.open(folder);
        }

        @Override
        public String location() {
            return inDataDirectory ? IN_DATA_DIRECTORY : folder.toString();
        }
    }

    /** Objects in a bucket. The classes of the S3 client are not loaded before it is opened. */
    record S3(S3Settings settings) implements StoreSettings {
        @Override
        public ObjectStore open() {
            return S3ObjectStores.open(settings);
        }

        @Override
        public String location() {
            return settings.location();
        }
    }
}
