package io.sipvault.indexer.fold;

import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.EntryType;
import io.sipvault.ingest.wire.Hash128;

/** The id of what a cut tore, as text: which kind, and its key. */
final class TornKey {
    private static final String DATAGRAM = "d";
    private static final String STREAM = "s";
    private static final String MEDIA = "r";

    private TornKey() {}

    static String text(EntryKey key) {
        return (key.type() == EntryType.TORN_DATAGRAM ? DATAGRAM : STREAM) + key.key();
    }

    static boolean isDatagram(String text) {
        return text.startsWith(DATAGRAM);
    }

    /** Whether a source is torn pieces and no chunk; the ids of chunks have dots. */
    static boolean isTorn(String source) {
        return isDatagram(source) && source.indexOf('.') < 0;
    }

    /** The id of a stream that torn datagrams give packets to. */
    static String media(EntryKey stream) {
        return MEDIA + stream.key();
    }

    static boolean isMedia(String text) {
        return text.startsWith(MEDIA);
    }

    static EntryKey mediaKey(String text) {
        return new EntryKey(EntryType.RTP, Hash128.parse(text.substring(1)));
    }

    static EntryKey parse(String text) {
        return new EntryKey(text.startsWith(DATAGRAM) ? EntryType.TORN_DATAGRAM : EntryType.TORN_STREAM,
                Hash128.parse(text.substring(1)));
    }
}
