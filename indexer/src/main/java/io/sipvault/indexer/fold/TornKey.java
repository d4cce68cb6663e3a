package io.sipvault.indexer.fold;

import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.wire.Hash128;

/** The id of what a cut tore, as text: which kind, and its key. */
final class TornKey {
    private static final String DATAGRAM = "d";
    private static final String STREAM = "s";

    private TornKey() {}

    static String text(EntryKey key) {
        return (key.type() == EntryType.TORN_DATAGRAM ? DATAGRAM : STREAM) + key.key();
    }

    static EntryKey parse(String text) {
        return new EntryKey(text.startsWith(DATAGRAM) ? EntryType.TORN_DATAGRAM : EntryType.TORN_STREAM,
                Hash128.parse(text.substring(1)));
    }
}
