package io.sipvault.jobs.launch;

import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import io.sipvault.jobs.retention.RetentionReport.Amount;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What lies in a store: sizes by key. */
record StoreListing(Map<String, Long> sizes) {
    static StoreListing of(ObjectStore store) {
        return new StoreListing(store.list("", null, 10_000).stream()
                .collect(Collectors.toMap(StoredObject::key, StoredObject::size, Long::sum, TreeMap::new)));
    }

    /** What lay below a prefix here and does not in a later listing. */
    Amount goneIn(StoreListing later, String prefix) {
        Map<String, Long> gone = new TreeMap<>(sizes);
        gone.keySet().removeAll(later.sizes.keySet());
        gone.keySet().removeIf(key -> !key.startsWith(prefix));
        return new Amount(gone.size(), gone.values().stream().mapToLong(Long::longValue).sum());
    }
}
