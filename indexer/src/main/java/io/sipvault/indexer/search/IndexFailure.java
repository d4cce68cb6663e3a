package io.sipvault.indexer.search;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.util.Locale;

/** Says what could not be done with the index. */
final class IndexFailure {
    private IndexFailure() {}

    static ForensicException of(String doing, Object on, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("no space left")) {
            return new ForensicException(ErrorCode.DISK_FULL,
                    doing + " " + on + ": the disk is full. What was committed"
                            + " is kept; make room and run the index job again",
                    e);
        }
        return new ForensicException(ErrorCode.INDEX, doing + " " + on + " failed: " + reason
                + ". './sipvault jobs --rebuild' makes the index anew from the fragment files", e);
    }
}
