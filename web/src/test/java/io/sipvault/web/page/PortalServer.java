package io.sipvault.web.page;

import io.sipvault.SipvaultApplication;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.web.RolledChunk;
import io.sipvault.web.TemporaryFolder;
import io.sipvault.web.WebConfiguration;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.AgentChange;
import io.sipvault.web.agent.AgentReports;
import io.sipvault.web.agent.AgentStatus;
import io.sipvault.web.agent.AgentStatus.HepSender;
import io.sipvault.web.agent.Agents;
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
import java.time.Instant;
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
    /** An agent that nobody registered. */
    static final String STRANGER = "stranger-7";
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
            roll(context);
            bring(context.getBean(Imports.class), HostileCapture.write(folder.resolve("hostile.pcap")));
            int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
            return new PortalServer("http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What two agents saw of a registration: one that the center knows, with losses of every sort, and a stranger. */
    private static void roll(ConfigurableApplicationContext context) {
        Archive archive = context.getBean(Archive.class);
        ManifestSigner signer = context.getBean(ManifestSigner.class);
        for (RolledChunk chunk : List.of(rolled("proxy-1", ChunkKind.SIP, 0, 0),
                rolled("proxy-1", ChunkKind.SIP, 1, 10).withGap(at(2), at(8)),
                rolled("proxy-1", ChunkKind.SIP, 3, 30).withDrops(1_234, 5), rolled("proxy-1", ChunkKind.RTP, 0, 5),
                rolled(STRANGER, ChunkKind.SIP, 0, 12))) {
            chunk.store(archive, signer);
        }
        Agent agent = context.getBean(Agents.class)
                .save(new AgentChange("proxy-1", "", "", true, "edge,fra", "Frankfurt"))
                .agent();
        context.getBean(AgentReports.class).save(agent.id(),
                new AgentStatus(at(45), "0.1.0 <script>window.alive=1</script>",
                        1_500.0, 61.0, 7, 100, 50, 3, List.of("the disk is full <img src=x onerror=window.alive=2>"),
                        Map.of("sip", new AgentStatus.Kind(3, at(30), 70_000, 2, 1, List.of())),
                        List.of(new HepSender("10.0.0.5", 2_001L, null, 1_204, 0, at(44), 1.25),
                                new HepSender("10.0.0.6", null, "pbx <img src=x onerror=window.alive=3>", 7, 3,
                                        at(40), -1_500.0))));
        context.getBean(Agents.class).save(new AgentChange("idle-1", "", "", false, "", ""));
    }

    /** Minutes after six in the morning of the sample. */
    private static Instant at(int minute) {
        return Instant.parse("2026-11-21T06:00:00Z").plusSeconds(60L * minute);
    }

    private static RolledChunk rolled(String agent, ChunkKind kind, int sequence, int minute) {
        return RolledChunk.of(agent, kind, sequence, "12-registration.pcap", at(minute), at(minute + 1));
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
