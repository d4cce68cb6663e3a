package io.sipvault.jobs.launch;

import io.sipvault.indexer.call.LinkHeaders;
import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an index generation says of itself, in files beside its days. Its link headers: all of an index is folded by the same; it
 * keeps those that it was begun with, and what is set since counts from the next rebuild on. And its format, see
 * {@link PartitionedIndex#FORMAT}: one of an earlier program is searched and written on until it is rebuilt, one of a later
 * program is refused.
 */
public final class IndexMarks {
    private static final String LINKS = "link-headers";
    private static final String FORMAT = "format";
    /** Of an index that says nothing. */
    private static final int FIRST_FORMAT = 1;
    private static final String PLACE = "of the index";

    private final DataDirectory data;
    private final String set;

    /**
     * @param set
     *            the setting, which was checked
     */
    IndexMarks(DataDirectory data, String set) {
        this.data = data;
        this.set = set;
    }

    /**
     * What searches miss in the index in use, in a sentence without a full stop; empty when it is as this program makes it, or
     * not made yet.
     *
     * @throws ForensicException
     *             INDEX when a later program made it
     */
    public static Optional<String> lack(DataDirectory data) {
        Path index = data.index();
        int format = Files.isDirectory(index) ? format(index.resolve(FORMAT)) : PartitionedIndex.FORMAT;
        if (format > PartitionedIndex.FORMAT) {
            throw new ForensicException(ErrorCode.INDEX, "opening the index " + index + ": it has format " + format
                    + ", and this program reads none beyond " + PartitionedIndex.FORMAT + ". A later one made it: use"
                    + " that one, or remove the folder " + index.getParent() + " and make it anew with this one:"
                    + " './sipvault jobs --rebuild'");
        }
        return switch (format) {
            case PartitionedIndex.FORMAT -> Optional.empty();
            case FIRST_FORMAT ->
                Optional.of("an earlier version made the index: searches by number or user may miss calls");
            default -> Optional.of("an earlier version made the index: calls whose media shares a port may show that of"
                    + " others");
        };
    }

    private static int format(Path file) {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : FIRST_FORMAT;
        } catch (NumberFormatException e) {
            throw new ForensicException(ErrorCode.INDEX, "reading " + file + ": it should hold the number of a format."
                    + " Make the index anew: remove the folder it is in, then './sipvault jobs --rebuild'", e);
        } catch (IOException e) {
            throw failure("reading", file, e);
        }
    }

    /** By what the index in use is folded. One that says nothing was begun before there was a setting. */
    LinkKeys inUse() {
        return new LinkKeys(LinkHeaders.parse(begun(data.index()), PLACE));
    }

    private String begun(Path index) {
        Path file = index.resolve(LINKS);
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

    /** Begins an index with what is set and in the format of this program. */
    LinkKeys begin(Path index) {
        Path file = index.resolve(LINKS);
        try {
            Files.createDirectories(index);
            Files.writeString(file, set, StandardCharsets.UTF_8);
            Files.writeString(index.resolve(FORMAT), PartitionedIndex.FORMAT + "\n", StandardCharsets.UTF_8);
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
