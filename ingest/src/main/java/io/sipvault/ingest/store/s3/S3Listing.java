package io.sipvault.ingest.store.s3;

import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.messages.Contents;
import io.minio.messages.ListBucketResultV2;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectKeys;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a bucket page by page. Objects in the bucket that no key of ours can name are passed over. */
record S3Listing(MinioAsyncClient client, S3Settings settings, S3Retry retry) {
    private static final int PAGE_LIMIT = 1000;

    List<StoredObject> list(String prefix, @Nullable String after, int limit) throws S3Failure {
        List<StoredObject> found = new ArrayList<>();
        String last = after == null ? "" : after;
        boolean more = true;
        while (more && found.size() < limit) {
            ListBucketResultV2 page = page(prefix, last, Math.min(PAGE_LIMIT, limit - found.size()));
            List<Contents> contents = page.contents();
            for (Contents item : contents) {
                last = next(item, last);
                if (ObjectKeys.isLegal(last)) {
                    found.add(new StoredObject(last, item.size(), item.lastModified().toInstant()));
                }
            }
            more = page.isTruncated() && !contents.isEmpty();
        }
        return Collections.unmodifiableList(found);
    }

    private String next(Contents item, String last) {
        String key = item.objectName().substring(settings.prefix().length());
        if (key.compareTo(last) <= 0) {
            throw new ForensicException(ErrorCode.STORE, "Listing objects in " + settings.location() + ": got " + key
                    + " after " + last + ", expected the byte order of keys. Directory buckets (S3 Express) do not list"
                    + " in order and cannot be used.");
        }
        return key;
    }

    private ListBucketResultV2 page(String prefix, String after, int keys) throws S3Failure {
        ListObjectsV2Args.Builder args = ListObjectsV2Args.builder().bucket(settings.bucket())
                .prefix(settings.prefix() + prefix).maxKeys(keys);
        if (!after.isEmpty()) {
            args.startAfter(settings.prefix() + after);
        }
        ListObjectsV2Args built = args.build();
        return retry.call("Listing objects under \"" + prefix + "\"",
                () -> S3ObjectStore.await(client.listObjectsV2(built)).result());
    }
}
