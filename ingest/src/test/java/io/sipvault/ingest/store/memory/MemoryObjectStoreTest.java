package io.sipvault.ingest.store.memory;

import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStoreContract;

final class MemoryObjectStoreTest extends ObjectStoreContract {
    @Override
    protected ObjectStore open() {
        return new MemoryObjectStore();
    }
}
