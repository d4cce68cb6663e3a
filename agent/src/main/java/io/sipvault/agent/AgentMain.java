package io.sipvault.agent;

import io.sipvault.agent.config.AgentSettings;
import io.sipvault.ingest.error.ForensicException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.core.JacksonException;

/** The program of an agent: {@code --config FILE}. It ends when it is told to, as by SIGTERM. */
public final class AgentMain {
    private static final String USAGE = "usage: sipvault agent --config FILE";
    private static final Path USUAL_CONFIG = Path.of("/etc/sipvault/agent.properties");

    private AgentMain() {}

    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Path config = USUAL_CONFIG;
        if (arguments.size() == 2 && arguments.getFirst().equals("--config")) {
            config = Path.of(arguments.get(1));
        } else if (!arguments.isEmpty()) {
            err.println(USAGE);
            return 2;
        }
        try {
            AgentSettings settings = AgentSettings.read(config, System.getenv());
            CountDownLatch stopped = new CountDownLatch(1);
            Agent agent = Agent.start(settings, tool(), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                agent.close();
                stopped.countDown();
            }));
            agent.commandsAt().ifPresent(address -> out.println("commands are taken at " + address));
            out.println("sipvault agent " + settings.name() + " captures on "
                    + String.join(", ", agent.sources())
                    + " and stores in " + settings.store().location());
            stopped.await();
            return 0;
        } catch (ForensicException e) {
            err.println("sipvault agent: " + e.getMessage());
            return 1;
        } catch (IllegalArgumentException | IllegalStateException | JacksonException e) {
            err.println("sipvault agent: unexpectedly failed: " + e);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static String tool() {
        String version = AgentMain.class.getPackage().getImplementationVersion();
        return "sipvault-agent " + (version == null ? "development" : version);
    }
}
