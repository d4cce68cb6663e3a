package io.sipvault.ingest.trust;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
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

/** Whom a client of our own takes for its server, as a setting says. */
public final class ServerTrust {
    private ServerTrust() {}

    /**
     * Trusts what the setting names.
     *
     * @param setting
     *            its name, for messages
     * @param certificate
     *            a file of certificates in PEM, or the SHA-256 of the server's own; null for the authorities that Java knows
     * @throws ForensicException
     *             BAD_REQUEST when there is no such thing
     */
    public static SSLContext of(String setting, @Nullable String certificate) {
        try {
            if (certificate == null) {
                return SSLContext.getDefault();
            }
            String hash = certificate.replace(":", "").toLowerCase(Locale.ROOT);
            return hash.matches("[0-9a-f]{64}") ? PinnedCertificate.context(hash, setting) : pem(Path.of(certificate));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, setting + " cannot be \""
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
                store.setCertificateEntry("trusted-" + store.size(), each);
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
