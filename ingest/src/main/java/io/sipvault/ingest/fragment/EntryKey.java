package io.sipvault.ingest.fragment;

import io.sipvault.ingest.wire.Hash128;

/** Type and key of an entry, ordered as the entries of a file are. */
public record EntryKey(EntryType type, Hash128 key) implements Comparable<EntryKey> {
    @Override
    public int compareTo(EntryKey other) {
        int order = type.compareTo(other.type);
        return order != 0 ? order : key.compareTo(other.key);
    }
}
