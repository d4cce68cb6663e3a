package io.sipvault.ingest.store.s3;

import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Puts one object if its key is free. Each put marks its object with a random name of its own, so that when an attempt was
 * not answered and the next one is told that the key is taken, it can be told whether it was taken by us.
 */
final class S3Put {
    private static final String MARK = "sipvault-put";

    private final MinioAsyncClient client;
    private final S3Settings settings;
    private final S3Retry retry;
    private final String key;
    private final String mark = UUID.randomUUID().toString();

    S3Put(MinioAsyncClient client, S3Settings settings, S3Retry retry, String key) {
        this.client = client;
        this.settings = settings;
        this.retry = retry;
        this.key = key;
    }

    String doing() {
        return "Storing object " + key;
    }

    boolean bytes(byte[] content) throws S3Failure {
        Http.Headers headers = headers(S3Digest.sha256(content));
        return conditional(() -> S3ObjectStore.await(client.putObject(PutObjectAPIArgs.builder()
                .bucket(settings.bucket()).object(name()).data(content, content.length).headers(headers).build())));
    }

    boolean file(RandomAccessFile file, long size) throws S3Failure, IOException {
        Http.Headers headers = headers(S3Digest.sha256(file, 0, size));
        return conditional(() -> {
            file.seek(0);
            return S3ObjectStore.await(client.putObject(PutObjectAPIArgs.builder().bucket(settings.bucket())
                    .object(name()).file(file, size).headers(headers).build()));
        });
    }

    boolean parts(RandomAccessFile file, long size) throws S3Failure, IOException {
        Map<String, String> marked = Map.of("x-amz-meta-" + MARK, mark, "x-amz-checksum-algorithm", "SHA256");
        S3Multipart upload = new S3Multipart(client, settings, retry, name(), doing());
        upload.begin(new Http.Headers(marked));
        try {
            upload.send(file, size);
            boolean stored = conditional(upload::complete);
            if (!stored) {
                upload.abort();
            }
            return stored;
        } catch (S3Failure | IOException | RuntimeException e) {
            upload.abort();
            throw e;
        }
    }

    /** Sends the write that makes the object; false when the key was taken, by another. */
    private boolean conditional(S3Retry.Call<?> write) throws S3Failure {
        try {
            retry.call(doing(), write);
            return true;
        } catch (S3Failure failure) {
            boolean taken = failure.isExisting() || (failure.isMissingUpload() && failure.isUncertain());
            if (!taken) {
                throw failure;
            }
            return failure.isUncertain() && isOurs();
        }
    }

    private boolean isOurs() throws S3Failure {
        try {
            return retry.call(doing(), () -> {
                var found = S3ObjectStore.await(
                        client.headObject(HeadObjectArgs.builder().bucket(settings.bucket()).object(name()).build()));
                return Objects.equals(found.userMetadata().getFirst(MARK), mark);
            });
        } catch (S3Failure failure) {
            throw new UncertainPut(failure);
        }
    }

    private Http.Headers headers(String sha256) {
        Map<String, String> headers = new HashMap<>();
        headers.put("If-None-Match", "*");
        headers.put("x-amz-meta-" + MARK, mark);
        headers.put(Http.Headers.X_AMZ_CHECKSUM_SHA256, sha256);
        headers.put(Http.Headers.X_AMZ_SDK_CHECKSUM_ALGORITHM, "SHA256");
        return new Http.Headers(headers);
    }

    private String name() {
        return settings.prefix() + key;
    }

    /** It cannot be told whose the object is. */
    static final class UncertainPut extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final S3Failure failure;

        UncertainPut(S3Failure failure) {
            super(failure);
            this.failure = failure;
        }

        S3Failure failure() {
            return failure;
        }
    }
}
