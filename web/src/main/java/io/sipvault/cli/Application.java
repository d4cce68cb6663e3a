package io.sipvault.cli;

import io.sipvault.SipvaultApplication;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.jobs.launch.ArchiveStore;
import io.sipvault.web.WebConfiguration;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the application for a command that writes. */
final class Application {
    private Application() {}

    /** Starts what a command needs that writes and ends. */
    static ConfigurableApplicationContext start(DataOption data) {
        return run(new SpringApplicationBuilder(SipvaultApplication.class).web(WebApplicationType.NONE), data,
                Map.of());
    }

    /** Starts a server. */
    static ConfigurableApplicationContext serve(DataOption data, ServerOption server) {
        return run(new SpringApplicationBuilder(SipvaultApplication.class, WebConfiguration.class)
                .web(WebApplicationType.SERVLET), data,
                server.properties());
    }

    /** The store comes first: when it cannot be used, nothing else is begun. The context closes it. */
    private static ConfigurableApplicationContext run(SpringApplicationBuilder builder, DataOption data,
            Map<String, Object> properties) {
        String links = data.linkHeaders();
        ObjectStore store = ArchiveStore.forWriting(data.directory(), data.storeSettings());
        return builder.registerShutdownHook(true).logStartupInfo(false)
                .properties(Map.of("sipvault.data", data.directory().root().toString(), "sipvault.region",
                        data.region, "sipvault.links", links, "sipvault.tool", Version.TEXT))
                .properties(properties).properties(logging())
                .initializers(context -> ((GenericApplicationContext) context).registerBean(ObjectStore.class,
                        () -> store))
                .run();
    }

    /** Whoever asks for JSON gets another configuration of the log. */
    private static Map<String, Object> logging() {
        return System.getenv("LOGGING_STRUCTURED_FORMAT_CONSOLE") == null
                ? Map.of()
                : Map.of("logging.config", "classpath:logback-json.xml");
    }
}
