package io.sipvault.web.security;

import io.sipvault.web.TestServer;
import java.util.Map;

/** The one server that the tests of this package share; it ends with the process. */
final class SecuredServer {
    static final String API_KEY = "test-key-of-every-scope";
    static final String METRICS_KEY = "test-key-of-metrics";

    private static final TestServer SERVER = TestServer.start(Map.of("sipvault.api.key", API_KEY,
            "sipvault.metrics.key", METRICS_KEY, "sipvault.sign-in.attempts-per-minute", 10_000,
            "sipvault.limit.requests-per-second", 100_000, "sipvault.limit.body", "4KB"));

    private SecuredServer() {}

    static TestServer get() {
        return SERVER;
    }

    static String[] bearer(String key) {
        return new String[]{"Authorization", "Bearer " + key};
    }
}
