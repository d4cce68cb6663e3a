package io.sipvault.web.page;

import io.sipvault.SipvaultApplication;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.web.TemporaryFolder;
import io.sipvault.web.WebConfiguration;
import io.sipvault.web.security.FirstLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The server with all of sample-data and a hostile capture in it, as it is started for users; ends with the process. */
public final class PortalServer {
    public static final String API_KEY = "key-of-the-portal-tests";
    static final String PASSWORD = "password of the portal tests";
    private static final Path SAMPLES = Path.of("..", "sample-data");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private final String address;

    private PortalServer(String address) {
        this.address = address;
        signIn();
    }

    /** By the form, as people do: keys are for scripts and open no page. */
    private void signIn() {
        Matcher token = TOKEN.matcher(get("/login").body());
        if (!token.find()) {
            throw new AssertionError("the sign-in form has no token");
        }
        String form = "username=admin&password=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        send(HttpRequest.newBuilder(URI.create(address + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    public static PortalServer get() {
        return Holder.SERVER;
    }

    private static final class Holder {
        private static final PortalServer SERVER = start();
    }

    private static PortalServer start() {
        try {
            Path folder = TemporaryFolder.make("sipvault-portal");
            ConfigurableApplicationContext context = new SpringApplicationBuilder(SipvaultApplication.class,
                    WebConfiguration.class).web(WebApplicationType.SERVLET).logStartupInfo(false)
                    .properties(Map.of("server.port", 0, "server.address", "127.0.0.1", "sipvault.data",
                            folder.resolve("data").toString(), "sipvault.admin.password", PASSWORD, "sipvault.api.key",
                            API_KEY,
                            "sipvault.sign-in.attempts-per-minute", 10_000))
                    .initializers(c -> ((GenericApplicationContext) c).registerBean(ObjectStore.class,
                            () -> LocalObjectStores.open(c.getBean(DataDirectory.class).store())))
                    .run();
            context.getBean(FirstLogin.class).prepare();
            bring(context.getBean(Imports.class), HostileCapture.write(folder.resolve("hostile.pcap")));
            int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
            return new PortalServer("http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void bring(Imports imports, Path hostile) throws IOException {
        for (String kind : List.of("captures", "logs")) {
            try (Stream<Path> files = Files.list(SAMPLES.resolve(kind))) {
                files.sorted().forEach(file -> imports.archive(file, "import", (bytes, offset, length) -> {}));
            }
        }
        imports.archive(hostile, "import", (bytes, offset, length) -> {});
        imports.index();
    }

    public String address() {
        return address;
    }

    /** The answer to a request as a browser makes it; redirects are not followed. */
    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/html");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while asking the portal", e);
        }
    }

    /** A page that must be there. */
    String page(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
