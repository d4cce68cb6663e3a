package io.sipvault.ingest.store.s3;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** An S3 server in this process, on a free port of 127.0.0.1, with its buckets in memory. */
public final class S3ProxyServer {
    public static final String ACCESS_KEY = "test-access";
    public static final String SECRET_KEY = "test-secret";
    public static final String BUCKET = "archive";

    private final TransientNio2BlobStore buckets = new TransientNio2BlobStore();
    private final S3Proxy server;

    public S3ProxyServer() throws Exception {
        server = S3Proxy.builder().blobStore(buckets).endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY).build();
        buckets.createContainer(BUCKET);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Settings for a bucket with nothing in it below the prefix. */
    S3Settings settings(String prefix) {
        return new S3Settings(endpoint(), "us-east-1", BUCKET, prefix, true, ACCESS_KEY, () -> SECRET_KEY);
    }

    public void stop() throws Exception {
        server.stop();
        buckets.close();
    }
}
