package io.sipvault.ingest.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.minio.MinioAsyncClient;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that breaks and a server that is overloaded, before and after the work was done. */
final class S3RetryTest {
    private static final S3Retry QUICK = new S3Retry(5, Duration.ofMillis(1), Duration.ofMillis(3));
    private static S3ProxyServer server;
    private static int stores;

    @TempDir
    Path inputs;

    private final AtomicInteger requests = new AtomicInteger();

    @BeforeAll
    static void startServer() throws Exception {
        server = new S3ProxyServer();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void ownsAnObjectWhoseFirstPutWasNotAnswered() {
        try (ObjectStore store = open(breakAfter(S3RetryTest::isPut, 1))) {
            assertThat(store.putIfAbsent("a/b", text("mine"))).isTrue();
            assertThat(store.putIfAbsent("a/b", text("mine"))).isFalse();
            assertThat(store.read("a/b")).isEqualTo(text("mine"));
        }
    }

    @Test
    void doesNotOwnAnObjectThatAnotherPutWhileItWasTryingAgain() {
        S3Settings settings = nextSettings();
        try (ObjectStore other = S3ObjectStores.open(settings);
                ObjectStore store = open(settings, chain -> {
                    if (isPut(chain.request()) && requests.getAndIncrement() == 0) {
                        other.putIfAbsent("a/b", text("same bytes"));
                        throw new IOException("connection broke before the request was sent");
                    }
                    return chain.proceed(chain.request());
                })) {
            assertThat(store.putIfAbsent("a/b", text("same bytes"))).isFalse();
        }
    }

    @Test
    void ownsAnUploadInPartsWhoseCompletionWasNotAnswered() throws Exception {
        S3Settings settings = nextSettings();

        assertThat(putInParts(settings, breakAfter(S3RetryTest::isCompletion, 1))).isTrue();

        try (ObjectStore store = S3ObjectStores.open(settings)) {
            assertThat(store.read("a/b")).isEqualTo(text("packets"));
        }
    }

    @Test
    void sendsAPartAgainFromItsStart() throws Exception {
        S3Settings settings = nextSettings();

        assertThat(putInParts(settings, breakAfter(S3RetryTest::isPut, 2))).isTrue();

        try (ObjectStore store = S3ObjectStores.open(settings)) {
            assertThat(store.read("a/b")).isEqualTo(text("packets"));
        }
    }

    @Test
    void losesAnUploadInPartsToAnObjectThatCameMeanwhile() throws Exception {
        S3Settings settings = nextSettings();
        try (ObjectStore other = S3ObjectStores.open(settings)) {
            boolean stored = putInParts(settings, chain -> {
                if (isCompletion(chain.request())) {
                    other.putIfAbsent("a/b", text("first"));
                }
                return chain.proceed(chain.request());
            });
            assertThat(stored).isFalse();
            assertThat(other.read("a/b")).isEqualTo(text("first"));
        }
    }

    @Test
    void abortsAnUploadInPartsThatFails() {
        AtomicInteger aborted = new AtomicInteger();
        Interceptor counting = chain -> {
            aborted.addAndGet(chain.request().method().equals("DELETE") ? 1 : 0);
            return chain.proceed(chain.request());
        };
        assertThatExceptionOfType(S3Failure.class)
                .isThrownBy(
                        () -> putInParts(nextSettings(), counting, answer(S3RetryTest::isPut, 99, 503, "SlowDown")));
        assertThat(aborted).hasValue(1);
    }

    private boolean putInParts(S3Settings settings, Interceptor... faults) throws Exception {
        Path file = Files.write(inputs.resolve("large"), text("packets"));
        try (MinioAsyncClient client = S3Clients.connect(settings, faults);
                RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            return new S3Put(client, settings, QUICK, "a/b").parts(opened, opened.length());
        }
    }

    @Test
    void putsAFileAgainFromItsStart() throws IOException {
        Path file = Files.write(inputs.resolve("file"), text("packets"));
        try (ObjectStore store = open(answer(S3RetryTest::isPut, 3, 503, "SlowDown"))) {
            assertThat(store.putIfAbsent("a/b", file)).isTrue();
            assertThat(store.read("a/b")).isEqualTo(text("packets"));
        }
        assertThat(requests).hasValue(4);
    }

    @Test
    void readsAgainAfterOverload() {
        try (ObjectStore store = open(answer(S3RetryTest::isGet, 4, 500, "InternalError"))) {
            store.putIfAbsent("a/b", text("packets"));

            assertThat(store.read("a/b", 0, 4)).isEqualTo(text("pack"));
        }
    }

    @Test
    void givesUpAfterFiveAttempts() {
        try (ObjectStore store = open(answer(S3RetryTest::isGet, 99, 503, "SlowDown"))) {
            fails(ErrorCode.STORE, () -> store.read("a/b"), "Reading object a/b", "after 5 attempts", "503", "SlowDown",
                    "overloaded");
        }
        assertThat(requests).hasValue(5);
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() {
        try (ObjectStore store = open(answer(S3RetryTest::isPut, 99, 403, "RequestTimeTooSkewed"))) {
            fails(ErrorCode.STORE, () -> store.putIfAbsent("a/b", text("x")), "403", "RequestTimeTooSkewed", "clocks");
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void readsAProxysErrorPage() {
        try (ObjectStore store = open(answer(S3RetryTest::isGet, 99, 502, ""))) {
            fails(ErrorCode.STORE, () -> store.read("a/b"), "HTTP status 502", "after 5 attempts");
        }
    }

    @Test
    void saysThatTheServerIsFull() {
        try (ObjectStore store = open(answer(S3RetryTest::isPut, 99, 507, "XMinioStorageFull"))) {
            fails(ErrorCode.DISK_FULL, () -> store.putIfAbsent("a/b", text("x")), "507", "no room left");
        }
    }

    @Test
    void saysThatItCannotTellWhoseObjectItIs() {
        Interceptor blind = answer(S3RetryTest::isHead, 99, 403, "");
        Interceptor broken = breakAfter(S3RetryTest::isPut, 1);
        try (ObjectStore store = open(nextSettings(), blind, broken)) {
            fails(ErrorCode.STORE, () -> store.putIfAbsent("a/b", text("x")), "a/b", "first attempt was not answered",
                    "s3:GetObject");
            assertThat(store.putIfAbsent("a/b", text("x"))).isFalse();
        }
    }

    private static boolean isPut(Request request) {
        return request.method().equals("PUT");
    }

    private static boolean isGet(Request request) {
        return request.method().equals("GET");
    }

    private static boolean isHead(Request request) {
        return request.method().equals("HEAD");
    }

    private static boolean isCompletion(Request request) {
        return request.method().equals("POST") && request.url().queryParameter("uploadId") != null;
    }

    private ObjectStore open(Interceptor fault) {
        return open(nextSettings(), fault);
    }

    private static S3Settings nextSettings() {
        return server.settings("retry-" + stores++);
    }

    private static ObjectStore open(S3Settings settings, Interceptor... faults) {
        return new S3ObjectStore(settings, S3Clients.connect(settings, faults), QUICK);
    }

    /** Lets the server do the work, and loses its answer. */
    private static Interceptor breakAfter(Predicate<Request> which, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return chain -> {
            Response response = chain.proceed(chain.request());
            if (which.test(chain.request()) && left.getAndDecrement() > 0) {
                response.close();
                throw new IOException("connection broke before the answer");
            }
            return response;
        };
    }

    /** Answers in the server's place; without a code word as a proxy does, in HTML. */
    private Interceptor answer(Predicate<Request> which, int times, int status, String code) {
        return chain -> {
            if (!which.test(chain.request()) || requests.incrementAndGet() > times) {
                return chain.proceed(chain.request());
            }
            String body = code.isEmpty() ? "<html>Bad Gateway</html>" : "<Error><Code>" + code + "</Code></Error>";
            String type = code.isEmpty() ? "text/html" : "application/xml";
            boolean head = isHead(chain.request());
            return new Response.Builder().request(chain.request()).protocol(Protocol.HTTP_1_1).code(status)
                    .message("fault").header("Content-Type", type)
                    .body(ResponseBody.create(head ? "" : body, MediaType.get(type))).build();
        };
    }

    private static void fails(ErrorCode code, Runnable call, String... pieces) {
        assertThatExceptionOfType(ForensicException.class).isThrownBy(call::run).satisfies(e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).contains(pieces);
        });
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
