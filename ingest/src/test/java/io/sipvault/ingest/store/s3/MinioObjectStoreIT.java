package io.sipvault.ingest.store.s3;

import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStoreContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.MinIOContainer;

/** The contract against a MinIO server in a container. */
final class MinioObjectStoreIT extends ObjectStoreContract {
    private static final String BUCKET = "archive";

    private static MinIOContainer server;
    private static int stores;

    @BeforeAll
    static void startServer() throws Exception {
        boolean docker = DockerClientFactory.instance().isDockerAvailable();
        if (!docker) {
            LoggerFactory.getLogger(MinioObjectStoreIT.class)
                    .warn("SKIPPED: there is no Docker, so the contract is not checked against MinIO");
        }
        Assumptions.assumeTrue(docker, "there is no Docker");
        server = new MinIOContainer("minio/minio:RELEASE.2025-09-07T16-13-09Z");
        server.start();
        try (MinioAsyncClient client = S3Clients.connect(settings(""))) {
            client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build()).get();
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.stop();
        }
    }

    private static S3Settings settings(String prefix) {
        return new S3Settings(URI.create(server.getS3URL()), "us-east-1", BUCKET, prefix, true, server.getUserName(),
                () -> server.getPassword());
    }

    @Override
    protected ObjectStore open() {
        return S3ObjectStores.open(settings("installation-" + stores++));
    }

    @Override
    protected int pagedObjects() {
        return 300;
    }
}
