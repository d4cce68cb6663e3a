package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that was made for this test. */
final class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String NAME = "vault";

    @TempDir
    private Path folder;

    private KeyStore selfMade() throws Exception {
        Path file = folder.resolve("self-made.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", NAME, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=127.0.0.1",
                "-ext", "SAN=IP:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass", new String(PASSWORD)).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Path pem(String name, String type, byte[] content) throws IOException {
        return Files.writeString(folder.resolve(name), "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content)
                + "\n-----END " + type + "-----\n");
    }

    private static SSLContext trust(KeyStore made) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(NAME, made.getCertificate(NAME));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Test
    void encryptsAndTellsBrowsersToStayWithIt() throws Exception {
        KeyStore made = selfMade();
        ServerOption option = new ServerOption();
        option.port = 0;
        option.certificate = pem("cert.pem", "CERTIFICATE", made.getCertificate(NAME).getEncoded());
        option.key = pem("key.pem", "PRIVATE KEY", made.getKey(NAME, PASSWORD).getEncoded());
        try (TestServer server = TestServer.start(option.properties())) {
            Browser browser = new Browser(URI.create("https://127.0.0.1:" + server.port()), trust(made));
            HttpResponse<String> answer = browser.get("/login");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            assertThat(browser.cookie("XSRF-TOKEN").map(HttpCookie::getSecure)).hasValue(true);
            assertThat(new Browser(server).get("/health").statusCode()).as("without TLS").isEqualTo(400);
        }
    }

    @Test
    void saysWhichHalfIsMissing() throws Exception {
        ServerOption option = new ServerOption();
        option.certificate = Files.writeString(folder.resolve("cert.pem"), "x");
        assertThatThrownBy(option::properties).isInstanceOf(ForensicException.class)
                .hasMessageContaining("--tls-key is missing");
        option.key = folder.resolve("none.pem");
        assertThatThrownBy(option::properties).hasMessageContaining("none.pem, which cannot be read");
    }
}
