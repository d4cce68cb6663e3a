package io.sipvault.ingest.trust;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts one certificate, whoever issued it and whatever names it bears: what makes it right is its hash. */
public final class PinnedCertificate extends X509ExtendedTrustManager {
    private final String sha256;
    private final String namedBy;

    private PinnedCertificate(String sha256, String namedBy) {
        this.sha256 = sha256;
        this.namedBy = namedBy;
    }

    /**
     * Trusts a certificate alone.
     *
     * @param sha256
     *            in hex
     * @param namedBy
     *            where that hash comes from, for messages
     */
    public static SSLContext context(String sha256, String namedBy) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new PinnedCertificate(sha256, namedBy)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** The hash of the certificate that a server with these keys answers with, in hex. */
    public static String sha256(KeyStore keys) throws GeneralSecurityException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                return sha256(keys.getCertificate(alias));
            }
        }
        throw new GeneralSecurityException("the server has no key");
    }

    private static String sha256(Certificate certificate) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        String found;
        try {
            found = sha256(chain[0]);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
        if (!found.equals(sha256)) {
            throw new CertificateException(
                    "the server's certificate has the SHA-256 " + found + ", " + namedBy + " names "
                            + sha256 + " (another process at its port?)");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this is for clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
