package io.sipvault.jobs.launch;

import io.sipvault.indexer.call.LinkHeaders;
import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The link headers of an index generation. All of an index is folded by the same: it keeps those that it was begun with,
 * and what is set since counts from the next rebuild on.
 */
public final class IndexLinks {
    private static final String FILE = "link-headers";
    private static final String PLACE = "of the index";

    private final DataDirectory data;
    private final String set;

    /**
     * @param set
     *            the setting, which was checked
     */
    IndexLinks(DataDirectory data, String set) {
        this.data = data;
        this.set = set;
    }

    /** By what the index in use is folded. One that says nothing was begun before there was a setting. */
    LinkKeys inUse() {
        return new LinkKeys(LinkHeaders.parse(begun(data.index()), PLACE));
    }

    private String begun(Path index) {
        Path file = index.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Files.readString(file);
            }
            if (Files.isDirectory(index)) {
                return LinkHeaders.COMMON;
            }
            begin(index);
            return set;
        } catch (IOException e) {
            throw failure("reading", file, e);
        }
    }

    /** Begins an index with what is set. */
    LinkKeys begin(Path index) {
        Path file = index.resolve(FILE);
        try {
            Files.createDirectories(index);
            Files.writeString(file, set, StandardCharsets.UTF_8);
            return new LinkKeys(LinkHeaders.parse(set, PLACE));
        } catch (IOException e) {
            throw failure("writing", file, e);
        }
    }

    /** Whether something else is set than the index was begun with: a rebuild applies it. */
    public boolean isChanged() {
        return !begun(data.index()).strip().equals(set.strip());
    }

    private static ForensicException failure(String doing, Path file, IOException e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, doing + " " + file + " failed: " + e.getMessage()
                + ". Is the data directory writable for this user?", e);
    }
}
