package io.sipvault.agent.center;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.trust.PinnedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom the agent takes for its center. */
final class CenterTrust {
    private static final String SETTING = "sipvault.agent.center-certificate";

    private CenterTrust() {}

    /**
     * Trusts what the setting names.
     *
     * @param certificate
     *            a file of certificates in PEM, or the SHA-256 of the server's own; null for the authorities that Java knows
     * @throws ForensicException
     *             BAD_REQUEST when there is no such thing
     */
    static SSLContext of(@Nullable String certificate) {
        try {
            if (certificate == null) {
                return SSLContext.getDefault();
            }
            String hash = certificate.replace(":", "").toLowerCase(Locale.ROOT);
            return hash.matches("[0-9a-f]{64}") ? PinnedCertificate.context(hash, SETTING) : pem(Path.of(certificate));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "settings of the agent: " + SETTING + " cannot be \""
                    + certificate + "\" (" + e.getMessage()
                    + "): expected a file of certificates in PEM, or the SHA-256"
                    + " of the server's certificate in 64 hexadecimal digits", e);
        }
    }

    private static SSLContext pem(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("center-" + store.size(), each);
            }
        }
        if (store.size() == 0) {
            throw new IOException("it holds no certificate");
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
