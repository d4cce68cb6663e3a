package io.sipvault.ingest.store.s3;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;

/** Opens object stores in S3 buckets. */
public final class S3ObjectStores {
    private S3ObjectStores() {}

    /** Opens a store without asking the server anything: a wrong setting shows at the first call. Close it after use. */
    public static ObjectStore open(S3Settings settings) {
        return open(settings, S3Retry.USUAL);
    }

    static ObjectStore open(S3Settings settings, S3Retry retry) {
        try {
            return new S3ObjectStore(settings, S3Clients.connect(settings), retry);
        } catch (IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "Opening the S3 object store " + settings.location()
                    + ": the client refuses the settings: " + e.getMessage(), e);
        }
    }
}
