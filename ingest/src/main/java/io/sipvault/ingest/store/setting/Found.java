package io.sipvault.ingest.store.setting;

import java.nio.file.Path;

/** A value that was set, and where. It may be a secret: only the place is ever printed. */
final class Found {
    private final String value;
    private final String place;
    private final Path folder;

    Found(String value, String place, Path folder) {
        this.value = value;
        this.place = place;
        this.folder = folder;
    }

    String value() {
        return value;
    }

    /** The value as a path; in the settings file it is relative to that file's folder. */
    Path path() {
        return folder.resolve(value);
    }

    /** Where it was set, as in "SIPVAULT_STORE in the environment". */
    @Override
    public String toString() {
        return place;
    }
}
