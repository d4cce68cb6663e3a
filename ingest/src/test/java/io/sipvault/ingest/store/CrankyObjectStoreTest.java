package io.sipvault.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CrankyObjectStoreTest {
    private static final long SEED = 4711;

    private final MemoryObjectStore store = new MemoryObjectStore();

    @Test
    void failsBeforeAndAfterTheWork() {
        CrankyObjectStore cranky = new CrankyObjectStore(store, SEED, 0.5);
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            put(cranky, "k/" + i, failed);
        }
        long done = failed.stream().filter(key -> store.head(key).isPresent()).count();

        assertThat(failed).hasSize(cranky.failures()).hasSizeBetween(60, 140);
        assertThat(done).isBetween(20L, failed.size() - 20L);
    }

    @Test
    void failsTheSameWayFromTheSameSeed() {
        assertThat(failuresOf(SEED)).isEqualTo(failuresOf(SEED)).isNotEqualTo(failuresOf(SEED + 1));
    }

    private static List<String> failuresOf(long seed) {
        List<String> failed = new ArrayList<>();
        CrankyObjectStore cranky = new CrankyObjectStore(new MemoryObjectStore(), seed, 0.5);
        for (int i = 0; i < 50; i++) {
            put(cranky, "k/" + i, failed);
        }
        return failed;
    }

    private static void put(ObjectStore store, String key, List<String> failed) {
        try {
            store.putIfAbsent(key, new byte[1]);
        } catch (ForensicException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE);
            failed.add(key);
        }
    }

    @Test
    void neverFailsOnceItIsCalm() {
        CrankyObjectStore cranky = new CrankyObjectStore(store, SEED, 1);
        cranky.calmDown();

        assertThat(cranky.putIfAbsent("a/b", new byte[1])).isTrue();
        assertThat(cranky.failures()).isZero();
    }
}
