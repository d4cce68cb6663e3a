package io.sipvault.cli;

import io.sipvault.SipvaultApplication;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.jobs.launch.ArchiveStore;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the application for a command that writes. */
final class Application {
    private Application() {}

    /** The store comes first: when it cannot be used, nothing else is begun. The context closes it. */
    static ConfigurableApplicationContext start(DataOption data) {
        String links = data.linkHeaders();
        ObjectStore store = ArchiveStore.forWriting(data.directory(), data.storeSettings());
        return new SpringApplicationBuilder(SipvaultApplication.class).web(WebApplicationType.NONE)
                .registerShutdownHook(true).logStartupInfo(false)
                .properties(Map.of("sipvault.data", data.directory().root().toString(), "sipvault.region",
                        data.region, "sipvault.links", links))
                .initializers(context -> ((GenericApplicationContext) context).registerBean(ObjectStore.class,
                        () -> store))
                .run();
    }
}
