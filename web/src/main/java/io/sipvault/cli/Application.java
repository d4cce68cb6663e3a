package io.sipvault.cli;

import io.sipvault.SipvaultApplication;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application for a command that writes. */
final class Application {
    private Application() {}

    static ConfigurableApplicationContext start(DataOption data) {
        return new SpringApplicationBuilder(SipvaultApplication.class).web(WebApplicationType.NONE)
                .registerShutdownHook(true).logStartupInfo(false)
                .properties(Map.of("sipvault.data", data.directory().root().toString(), "sipvault.region",
                        data.region))
                .run();
    }
}
