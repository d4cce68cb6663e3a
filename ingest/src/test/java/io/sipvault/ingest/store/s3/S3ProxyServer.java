package io.sipvault.ingest.store.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** An S3 server in this process, on a free port of 127.0.0.1, with its buckets in memory. */
final class S3ProxyServer {
    static final String ACCESS_KEY = "test-access";
    static final String SECRET_KEY = "test-secret";
    static final String BUCKET = "archive";

    private final TransientNio2BlobStore buckets = new TransientNio2BlobStore();
    private final S3Proxy server;

    S3ProxyServer() throws Exception {
        server = S3Proxy.builder().blobStore(buckets).endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY).build();
        buckets.createContainer(BUCKET);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Settings for a bucket with nothing in it below the prefix. */
    S3Settings settings(String prefix) {
        return new S3Settings(endpoint(), "us-east-1", BUCKET, prefix, true, ACCESS_KEY, () -> SECRET_KEY);
    }

    void stop() throws Exception {
        server.stop();
        buckets.close();
    }
}
