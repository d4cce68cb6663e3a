package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.setting.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Opens the store with the archive that a data directory belongs to, and refuses any other: an index beside an archive that it
 * was not made of would look empty, or show calls whose packets are not there. The archive bears a mark, the object
 * {@code archive.id}, which goes with it when it is copied to another store.
 */
public final class ArchiveStore {
    /** Key of the mark: a random UUID in a line. */
    static final String MARK = "archive.id";

    private final DataDirectory data;
    private final StoreSettings settings;
    private final Optional<KnownArchive> known;

    private ArchiveStore(DataDirectory data, StoreSettings settings) {
        this.data = data;
        this.settings = settings;
        this.known = KnownArchive.read(data.archive());
        if (known.isEmpty() && data.holdsArchive() && !settings.location().equals(StoreSettings.IN_DATA_DIRECTORY)) {
            throw refused("the archive in " + place(StoreSettings.IN_DATA_DIRECTORY));
        }
    }

    /**
     * Opens it for a command that reads, when that asks for it: a search needs no server. The archive's mark is looked at only
     * when it is not where it was.
     *
     * @throws ForensicException
     *             BAD_REQUEST when it is another archive
     */
    public static Supplier<ObjectStore> forReading(DataDirectory data, StoreSettings settings) {
        ArchiveStore archive = new ArchiveStore(data, settings);
        archive.checkFolder();
        if (archive.isMoved()) {
            archive.open(store -> archive.check(archive.known.orElseThrow(), store)).close();
        }
        return settings::open;
    }

    /**
     * Opens it for a command that writes, which holds the lock. A new archive is marked, and the data directory remembers it.
     *
     * @throws ForensicException
     *             BAD_REQUEST when it is another archive, STORE when it cannot be reached
     */
    public static ObjectStore forWriting(DataDirectory data, StoreSettings settings) {
        ArchiveStore archive = new ArchiveStore(data, settings);
        return archive.open(archive::remember);
    }

    private ObjectStore open(Consumer<ObjectStore> check) {
        ObjectStore store = settings.open();
        try {
            check.accept(store);
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Opening a local store makes its folder, which a command that reads shall not do. */
    private void checkFolder() {
        if (!(settings instanceof StoreSettings.Local local) || Files.isDirectory(local.folder())) {
            return;
        }
        if (isMoved()) {
            throw refused(placeOf(known.orElseThrow()));
        }
        throw new ForensicException(ErrorCode.NOT_FOUND, "opening the store: there is no folder " + local.folder()
                + ". Put the archive back, or name its place with --store");
    }

    private boolean isMoved() {
        return known.isPresent() && !known.get().location().equals(settings.location());
    }

    private void remember(ObjectStore store) {
        known.ifPresent(archive -> check(archive, store));
        KnownArchive now = new KnownArchive(known.isPresent() ? known.get().id() : mark(store), settings.location());
        if (!known.equals(Optional.of(now))) {
            now.write(data.archive());
        }
    }

    private void check(KnownArchive archive, ObjectStore store) {
        if (!findMark(store).equals(Optional.of(archive.id()))) {
            throw refused(placeOf(archive));
        }
    }

    private String placeOf(KnownArchive archive) {
        return "the archive " + archive.id() + " in " + place(archive.location());
    }

    /** Of many who mark an archive at once, one gives it its id. */
    private static String mark(ObjectStore store) {
        return findMark(store).orElseGet(() -> {
            store.putIfAbsent(MARK, (UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII));
            return findMark(store).orElseThrow();
        });
    }

    private static Optional<String> findMark(ObjectStore store) {
        try {
            return Optional.of(new String(store.read(MARK), StandardCharsets.US_ASCII).strip());
        } catch (ForensicException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ForensicException refused(String belongsTo) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "opening the store: index and database in " + data.root()
                + " belong to " + belongsTo + ", which is not the one in " + place(settings.location())
                + ". Give the store that they belong to, or another directory with --data");
    }

    private String place(String location) {
        return location.equals(StoreSettings.IN_DATA_DIRECTORY) ? data.store().toString() : location;
    }
}
