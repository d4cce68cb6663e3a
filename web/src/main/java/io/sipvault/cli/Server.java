package io.sipvault.cli;

import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** A server that is up. */
final class Server implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
        whenClosed(closed::countDown);
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
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
        String host = context.getEnvironment().getProperty("server.address", "127.0.0.1");
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** What somebody needs to sign in for the first time. */
    Optional<String> firstLogin() {
        return Optional.empty();
    }

    /** Says that it is ready, and lets other commands find it until it stops. */
    void ready(DataDirectory data, PrintWriter out) {
        new ServerFile(url(), "", ProcessHandle.current().pid()).write(data);
        whenClosed(() -> ServerFile.remove(data));
        out.println("Sipvault is ready at " + url());
        out.flush();
    }

    /** Returns when it is stopped. */
    void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
