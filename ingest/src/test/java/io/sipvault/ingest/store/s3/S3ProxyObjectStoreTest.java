package io.sipvault.ingest.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStoreContract;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class S3ProxyObjectStoreTest extends ObjectStoreContract {
    private static final S3Retry QUICK = new S3Retry(5, Duration.ofMillis(1), Duration.ofMillis(5));

    private static S3ProxyServer server;
    private static int stores;

    @BeforeAll
    static void startServer() throws Exception {
        server = new S3ProxyServer();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Override
    protected ObjectStore open() {
        return S3ObjectStores.open(server.settings("installation-" + stores++));
    }

    @Override
    protected int pagedObjects() {
        return 300;
    }

    @Test
    void keepsItsKeysBelowThePrefix() {
        try (ObjectStore one = S3ObjectStores.open(server.settings("one"));
                ObjectStore other = S3ObjectStores.open(server.settings("one-more"));
                ObjectStore whole = S3ObjectStores.open(server.settings(""))) {
            one.putIfAbsent("a/b", text("1"));
            other.putIfAbsent("a/b", text("2"));

            assertThat(one.read("a/b")).isEqualTo(text("1"));
            assertThat(keys(one.list("", null, 10))).containsExactly("a/b");
            assertThat(keys(whole.list("one", null, 10))).containsExactly("one-more/a/b", "one/a/b");
            assertThat(one.location()).isEqualTo(server.endpoint() + "/archive/one/");
        }
    }

    @Test
    void saysThatTheSecretKeyIsWrong() {
        S3Settings settings = S3Settings.of(server.endpoint(), S3ProxyServer.BUCKET, S3ProxyServer.ACCESS_KEY,
                () -> "wrong");
        try (ObjectStore store = S3ObjectStores.open(settings, QUICK)) {
            fails(ErrorCode.STORE, () -> store.putIfAbsent("a/b", text("x")), "Storing object a/b", "/archive/", "403",
                    "SignatureDoesNotMatch", "secret key is wrong", S3ProxyServer.ACCESS_KEY);
            fails(ErrorCode.STORE, () -> store.read("a/b"), "Reading object a/b", "403");
            fails(ErrorCode.STORE, () -> store.head("a/b"), "Looking for object a/b", "403");
        }
    }

    @Test
    void saysThatTheBucketIsMissing() {
        S3Settings settings = S3Settings.of(server.endpoint(), "no-such-bucket", S3ProxyServer.ACCESS_KEY,
                () -> S3ProxyServer.SECRET_KEY);
        try (ObjectStore store = S3ObjectStores.open(settings, QUICK)) {
            fails(ErrorCode.STORE, () -> store.putIfAbsent("a/b", text("x")), "404", "NoSuchBucket",
                    "There is no bucket no-such-bucket");
            fails(ErrorCode.STORE, () -> store.read("a/b"), "NoSuchBucket");
            fails(ErrorCode.STORE, () -> store.list("", null, 1), "Listing objects", "NoSuchBucket");
        }
    }

    @Test
    void saysThatNothingListens() throws IOException {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (ObjectStore store = S3ObjectStores.open(S3Settings.of(nowhere, "archive", "key", () -> "secret"), QUICK)) {
            fails(ErrorCode.STORE, () -> store.putIfAbsent("a/b", text("x")), nowhere.toString(), "after 5 attempts",
                    "no answer", "Nothing listens");
        }
    }
}
