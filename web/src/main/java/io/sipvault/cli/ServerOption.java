package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server listens. */
final class ServerOption {
    private static final String BUNDLE = "spring.ssl.bundle.pem.sipvault.";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "port to listen at; 0 takes a free one (default: ${DEFAULT-VALUE})")
    int port = 8080;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "address to listen at (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "certificate with its chain, PEM; read again when it changes")
    @Nullable
    Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "private key of the certificate, PEM, PKCS 8")
    @Nullable
    Path key;

    /** As the settings of the application. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(Map.of("server.port", port, "server.address", host));
        if (certificate != null || key != null) {
            properties.put("server.ssl.bundle", "sipvault");
            properties.put(BUNDLE + "reload-on-update", true);
            properties.put(BUNDLE + "keystore.certificate", file("--tls-cert", certificate));
            properties.put(BUNDLE + "keystore.private-key", file("--tls-key", key));
        }
        return properties;
    }

    private static String file(String option, @Nullable Path file) {
        if (file == null) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "TLS takes --tls-cert and --tls-key; " + option
                    + " is missing");
        }
        if (!Files.isReadable(file)) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, option + " names " + file + ", which cannot be read");
        }
        return file.toAbsolutePath().toUri().toString();
    }
}
