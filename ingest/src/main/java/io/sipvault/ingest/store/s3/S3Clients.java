package io.sipvault.ingest.store.s3;

import io.minio.MinioAsyncClient;
import io.minio.credentials.Credentials;
import java.time.Duration;
import java.util.List;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes SDK clients. */
final class S3Clients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Of silence, not of the whole request: a large object may take as long as it needs. */
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);
    private static final int CONCURRENT_REQUESTS = 64;

    private S3Clients() {}

    static MinioAsyncClient connect(S3Settings settings, Interceptor... interceptors) {
        MinioAsyncClient client = MinioAsyncClient.builder().endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentialsProvider(
                        () -> new Credentials(settings.accessKey(), settings.secretKey().get(), null, null))
                .httpClient(httpClient(interceptors), true).build();
        if (settings.pathStyle()) {
            client.disableVirtualStyleEndpoint();
        } else {
            client.enableVirtualStyleEndpoint();
        }
        return client;
    }

    /** Never sends a request again by itself: {@link S3Retry} has to know of each that may have been done. */
    private static OkHttpClient httpClient(Interceptor... interceptors) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(CONCURRENT_REQUESTS);
        dispatcher.setMaxRequestsPerHost(CONCURRENT_REQUESTS);
        OkHttpClient.Builder builder = new OkHttpClient.Builder().dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false).connectTimeout(CONNECT_TIMEOUT).readTimeout(SILENCE_TIMEOUT)
                .writeTimeout(SILENCE_TIMEOUT);
        List.of(interceptors).forEach(builder::addInterceptor);
        return builder.build();
    }
}
