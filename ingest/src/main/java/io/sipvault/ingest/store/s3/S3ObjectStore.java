package io.sipvault.ingest.store.s3;

import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectKeys;
import io.sipvault.ingest.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Objects in a bucket, see the package. */
final class S3ObjectStore implements ObjectStore {
    /** Larger files go in parts, which a broken connection does not lose as a whole. */
    private static final long SINGLE_PUT_BYTES = 64L << 20;

    /** Servers refuse a key that is taken only when all of a larger file was sent. */
    private static final long LOOK_FIRST_BYTES = 256L << 10;

    private final S3Settings settings;
    private final MinioAsyncClient client;
    private final S3Retry retry;
    private final S3Errors errors;

    S3ObjectStore(S3Settings settings, MinioAsyncClient client, S3Retry retry) {
        this.settings = settings;
        this.client = client;
        this.retry = retry;
        this.errors = new S3Errors(settings, retry.attempts());
    }

    /** Waits for an answer; an interrupt counts as a connection that broke. */
    static <T> T await(CompletableFuture<T> answer) throws ExecutionException, InterruptedIOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server's answer");
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        S3Put put = new S3Put(client, settings, retry, ObjectKeys.check(key));
        try {
            return put.bytes(content);
        } catch (S3Failure failure) {
            throw errors.failed(put.doing(), failure);
        } catch (S3Put.UncertainPut e) {
            throw errors.uncertain(put.doing(), e.failure());
        }
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        S3Put put = new S3Put(client, settings, retry, ObjectKeys.check(key));
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            long size = opened.length();
            if (size > LOOK_FIRST_BYTES && isKnown(key)) {
                return false;
            }
            return size <= SINGLE_PUT_BYTES ? put.file(opened, size) : put.parts(opened, size);
        } catch (S3Failure failure) {
            throw errors.failed(put.doing(), failure);
        } catch (S3Put.UncertainPut e) {
            throw errors.uncertain(put.doing(), e.failure());
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "Storing file " + file + " as object " + key
                    + ": the file cannot be read (" + e + "). Was it moved or removed meanwhile?", e);
        }
    }

    /** Spares a large upload whose key is taken; who may only put goes on, since the upload's end is conditional too. */
    private boolean isKnown(String key) {
        try {
            return find(key).isPresent();
        } catch (S3Failure failure) {
            return false;
        }
    }

    @Override
    public byte[] read(String key) {
        GetObjectArgs args = get(key).build();
        return reading(key, () -> {
            try (S3Body body = S3Body.of(await(client.getObject(args)))) {
                ObjectKeys.checkReadable(key, body.length());
                return body.readExactly((int) body.length());
            }
        });
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        ObjectKeys.checkRange(key, offset, length);
        if (length == 0) {
            return readNothing(key, offset);
        }
        GetObjectArgs args = get(key).offset(offset).length((long) length).build();
        return reading(key, () -> {
            try (S3Body body = S3Body.of(await(client.getObject(args)))) {
                if (body.objectSize() - length < offset) {
                    throw ObjectKeys.pastEnd(location(), key, offset, length, body.objectSize());
                }
                body.checkStartsAt(offset);
                return body.readExactly(length);
            } catch (ExecutionException e) {
                if (S3Failure.of(e).isPastEnd()) {
                    throw ObjectKeys.pastEnd(location(), key, offset, length, size(key));
                }
                throw e;
            }
        });
    }

    /** A range of no bytes cannot be asked for, but its offset can be wrong. */
    private byte[] readNothing(String key, long offset) {
        return reading(key, () -> {
            long size = size(key);
            if (offset > size) {
                throw ObjectKeys.pastEnd(location(), key, offset, 0, size);
            }
            return new byte[0];
        });
    }

    private long size(String key) throws ExecutionException, InterruptedIOException {
        return await(client.headObject(headArgs(key))).size();
    }

    @Override
    public InputStream open(String key) {
        GetObjectArgs args = get(key).build();
        return reading(key, () -> await(client.getObject(args)));
    }

    private GetObjectArgs.Builder get(String key) {
        return GetObjectArgs.builder().bucket(settings.bucket()).object(name(key));
    }

    private <T> T reading(String key, S3Retry.Call<T> call) {
        String doing = "Reading object " + key;
        try {
            return retry.call(doing, call);
        } catch (S3Failure failure) {
            if (failure.isMissingObject()) {
                throw ObjectKeys.notFound(location(), key);
            }
            throw errors.failed(doing, failure);
        }
    }

    @Override
    public Optional<StoredObject> head(String key) {
        try {
            return find(ObjectKeys.check(key));
        } catch (S3Failure failure) {
            throw errors.failed("Looking for object " + key, failure);
        }
    }

    private Optional<StoredObject> find(String key) throws S3Failure {
        try {
            HeadObjectResponse found = retry.call("Looking for object " + key,
                    () -> await(client.headObject(headArgs(key))));
            return Optional.of(new StoredObject(key, found.size(), found.lastModified().toInstant()));
        } catch (S3Failure failure) {
            if (failure.isMissingObject()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private HeadObjectArgs headArgs(String key) {
        return HeadObjectArgs.builder().bucket(settings.bucket()).object(name(key)).build();
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        ObjectKeys.checkPrefix(prefix);
        ObjectKeys.checkLimit(limit);
        try {
            return new S3Listing(client, settings, retry).list(prefix, after, limit);
        } catch (S3Failure failure) {
            throw errors.failed("Listing objects under \"" + prefix + "\"", failure);
        }
    }

    @Override
    public void delete(String key) {
        String doing = "Removing object " + ObjectKeys.check(key);
        try {
            retry.call(doing, () -> await(client.removeObject(
                    RemoveObjectArgs.builder().bucket(settings.bucket()).object(name(key)).build())));
        } catch (S3Failure failure) {
            if (!failure.isMissingObject()) {
                throw errors.failed(doing, failure);
            }
        }
    }

    private String name(String key) {
        return settings.prefix() + ObjectKeys.check(key);
    }

    @Override
    public String location() {
        return settings.location();
    }

    @Override
    public void close() {
        client.close();
    }
}
