package io.sipvault.ingest.store.s3;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One upload in parts. Nothing of it is to be seen under the key before it is completed. */
final class S3Multipart {
    private static final Logger LOG = LoggerFactory.getLogger(S3Multipart.class);
    private static final long PART_BYTES = 32L << 20;
    private static final int PARTS_LIMIT = 10_000;

    private final MinioAsyncClient client;
    private final String bucket;
    private final S3Retry retry;
    private final String name;
    private final String doing;
    private final List<Part> parts = new ArrayList<>();
    private String uploadId = "";

    S3Multipart(MinioAsyncClient client, S3Settings settings, S3Retry retry, String name, String doing) {
        this.client = client;
        this.bucket = settings.bucket();
        this.retry = retry;
        this.name = name;
        this.doing = doing;
    }

    void begin(Http.Headers headers) throws S3Failure {
        CreateMultipartUploadArgs args = CreateMultipartUploadArgs.builder().bucket(bucket).object(name)
                .headers(headers).build();
        uploadId = retry.call(doing,
                () -> S3ObjectStore.await(client.createMultipartUpload(args)).result().uploadId());
    }

    void send(RandomAccessFile file, long size) throws S3Failure, IOException {
        long partBytes = Math.max(PART_BYTES, (size + PARTS_LIMIT - 1) / PARTS_LIMIT);
        for (long offset = 0; offset < size; offset += partBytes) {
            sendPart(file, offset, Math.min(partBytes, size - offset));
        }
    }

    private void sendPart(RandomAccessFile file, long offset, long length) throws S3Failure, IOException {
        int number = parts.size() + 1;
        String sha256 = S3Digest.sha256(file, offset, length);
        Http.Headers headers = new Http.Headers(Map.of(Http.Headers.X_AMZ_CHECKSUM_SHA256, sha256,
                Http.Headers.X_AMZ_SDK_CHECKSUM_ALGORITHM, "SHA256"));
        String etag = retry.call(doing, () -> {
            file.seek(offset);
            return S3ObjectStore.await(client.uploadPart(UploadPartArgs.builder().bucket(bucket).object(name)
                    .uploadId(uploadId).partNumber(number).file(file, length).headers(headers).build())).part().etag();
        });
        parts.add(new Part(number, etag, null, null, null, null, sha256));
    }

    ObjectWriteResponse complete() throws Exception {
        return S3ObjectStore.await(client.completeMultipartUpload(
                CompleteMultipartUploadArgs.builder().bucket(bucket).object(name).uploadId(uploadId)
                        .parts(parts.toArray(Part[]::new)).extraHeaders(Map.of("If-None-Match", "*")).build()));
    }

    /** Frees the parts; what cannot be freed is left to the bucket's rule for incomplete uploads. */
    void abort() {
        try {
            S3ObjectStore.await(client.abortMultipartUpload(
                    AbortMultipartUploadArgs.builder().bucket(bucket).object(name).uploadId(uploadId).build()));
        } catch (Exception e) {
            LOG.warn("{}: upload {} could not be aborted, its parts stay until the bucket's lifecycle removes them",
                    doing, uploadId, e);
        }
    }
}
