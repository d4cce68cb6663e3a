package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.trust.PinnedCertificate;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexMarks;
import io.sipvault.jobs.launch.JobRuns;
import io.sipvault.web.security.FirstLogin;
import io.sipvault.web.security.LocalToken;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** A server that is up. */
final class Server implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String BUNDLE = "server.ssl.bundle";

    private final ConfigurableApplicationContext context;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
        SpringApplication.getShutdownHandlers().add(stopped::countDown);
    }

    /** Starts one, which goes on with what another left that was killed. The caller holds the lock. */
    static Server start(DataOption data, ServerOption options) {
        Server server = new Server(Application.serve(data, options));
        Imports imports = server.context.getBean(Imports.class);
        imports.takeOver();
        imports.resume();
        return server;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** Within the shutdown hook: what comes after it in the main thread may not be reached any more. */
    private void whenClosed(Runnable action) {
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> action.run());
    }

    /** Where it answers. */
    String url() {
        return url(host());
    }

    private String url(String host) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
        return (isEncrypted() ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private String host() {
        return context.getEnvironment().getProperty("server.address", LOOPBACK);
    }

    private boolean isEncrypted() {
        return Stream.of(BUNDLE, "server.ssl.key-store", "server.ssl.certificate")
                .anyMatch(name -> context.getEnvironment().getProperty(name) != null);
    }

    /** What commands know its certificate by; null without TLS. */
    private @Nullable String certificate() {
        return isEncrypted()
                ? sha256(WebServerSslBundle.get(context.getBean(ServerProperties.class).getSsl(),
                        context.getBean(SslBundles.class)))
                : null;
    }

    private static String sha256(SslBundle bundle) {
        try {
            return PinnedCertificate.sha256(Objects.requireNonNull(bundle.getStores().getKeyStore()));
        } catch (GeneralSecurityException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "reading the server's certificate failed: "
                    + e.getMessage(), e);
        }
    }

    /** What whoever starts it should know of where it listens. */
    Optional<String> warning() {
        return isEncrypted() || listening().isLoopbackAddress()
                ? Optional.empty()
                : Optional.of("warning: " + url() + " can be reached from other machines without TLS: passwords, keys"
                        + " and calls cross the network as they are. Give --tls-cert and --tls-key, or listen at "
                        + LOOPBACK + " behind a proxy that has TLS");
    }

    private InetAddress listening() {
        try {
            return InetAddress.getByName(host());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("listens at an address that has no meaning: " + host(), e);
        }
    }

    /**
     * Has an index anew that an earlier version made, in the background; the old one is searched meanwhile.
     *
     * @return what whoever starts the server should know of it
     */
    Optional<String> renewIndex() {
        return IndexMarks.lack(context.getBean(DataDirectory.class)).map(lack -> {
            context.getBean(JobRuns.class).startRebuild();
            return lack + " until it is made anew; that is begun, the page /jobs says how far it is";
        });
    }

    /** What somebody needs to sign in for the first time. */
    Optional<String> firstLogin() {
        return context.getBean(FirstLogin.class).prepare();
    }

    /** What the commands of this machine prove themselves with. */
    String token() {
        return context.getBean(LocalToken.class).value();
    }

    /** Says that it is ready, and lets other commands find it until it stops. */
    void ready(DataDirectory data, PrintWriter out) {
        file(certificate()).write(data);
        String bundle = context.getEnvironment().getProperty(BUNDLE);
        if (bundle != null) {
            context.getBean(SslBundles.class).addBundleUpdateHandler(bundle,
                    renewed -> file(sha256(renewed)).write(data));
        }
        whenClosed(() -> ServerFile.remove(data));
        out.println("Sipvault is ready at " + url());
        out.flush();
    }

    private ServerFile file(@Nullable String certificate) {
        return new ServerFile(url(listening().isAnyLocalAddress() ? LOOPBACK : host()), token(),
                ProcessHandle.current().pid(), certificate);
    }

    /**
     * Returns when the process is told to stop and all is closed, the database at last: the data directory may be unlocked
     * then, and not before.
     */
    void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
