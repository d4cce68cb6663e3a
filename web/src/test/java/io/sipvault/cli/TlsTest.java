package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that was made for this test. */
final class TlsTest {
    @TempDir
    private Path folder;

    private static SSLContext trust(SelfSigned made) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(SelfSigned.NAME, made.store().getCertificate(SelfSigned.NAME));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Test
    void encryptsAndTellsBrowsersToStayWithIt() throws Exception {
        SelfSigned made = SelfSigned.make(folder);
        ServerOption option = new ServerOption();
        option.port = 0;
        option.certificate = made.certificate(folder.resolve("cert.pem"));
        option.key = made.key(folder.resolve("key.pem"));
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
