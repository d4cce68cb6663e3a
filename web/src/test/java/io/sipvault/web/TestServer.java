package io.sipvault.web;

import io.sipvault.SipvaultApplication;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.jobs.launch.DataDirectory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The server as it is started for users, on a free port of 127.0.0.1 and an empty data directory. */
public final class TestServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final SettableClock clock;
    private final Path folder;

    private TestServer(ConfigurableApplicationContext context, SettableClock clock, Path folder) {
        this.context = context;
        this.clock = clock;
        this.folder = folder;
    }

    /** Starts one with settings of its own; its clock stands. */
    public static TestServer start(Map<String, Object> settings) {
        return start(settings, context -> {});
    }

    /** Starts one with beans of its own, which replace others where they are primary. */
    public static TestServer start(Map<String, Object> settings, Consumer<GenericApplicationContext> more) {
        SettableClock clock = new SettableClock();
        Path folder = TemporaryFolder.make("sipvault-server");
        Map<String, Object> properties = new HashMap<>(Map.of("server.port", 0, "server.address", "127.0.0.1",
                "sipvault.data", folder.toString()));
        properties.putAll(settings);
        return new TestServer(new SpringApplicationBuilder(SipvaultApplication.class, WebConfiguration.class)
                .web(WebApplicationType.SERVLET).logStartupInfo(false).properties(properties)
                .initializers(context -> beans((GenericApplicationContext) context, clock),
                        context -> more.accept((GenericApplicationContext) context))
                .run(), clock, folder);
    }

    private static void beans(GenericApplicationContext context, SettableClock clock) {
        context.registerBean("settableClock", SettableClock.class, () -> clock,
                definition -> definition.setPrimary(true));
        context.registerBean(ObjectStore.class,
                () -> LocalObjectStores.open(context.getBean(DataDirectory.class).store()));
    }

    public int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
    }

    public SettableClock clock() {
        return clock;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
        TemporaryFolder.delete(folder);
    }
}
