package io.sipvault.agent;

import io.sipvault.agent.center.CenterCommands;
import io.sipvault.agent.collect.PacketWatch;
import io.sipvault.agent.command.CommandRoutes;
import io.sipvault.agent.command.CommandServer;
import io.sipvault.agent.command.Scopes;
import io.sipvault.agent.config.AgentSettings;
import io.sipvault.agent.config.CenterSettings;
import io.sipvault.agent.config.CommandSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes commands in the ways that are set: from whoever connects, from the center that it asks, or from nobody. */
final class CommandPost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandPost.class);
    private static final Duration LAST_COMMAND = Duration.ofSeconds(2);

    private final AgentSettings settings;
    private final Clock clock;
    private final Duties duties = new Duties();
    private @Nullable CommandServer server;
    private @Nullable CenterCommands asking;

    CommandPost(AgentSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins to take them. @return what is to see packets for scoped captures */
    PacketWatch open() {
        if (!settings.takesCommands()) {
            return PacketWatch.NONE;
        }
        Scopes scopes = Scopes.open(settings.data(), clock, System::nanoTime);
        CommandSettings listening = settings.command();
        if (listening != null) {
            server = CommandServer.start(listening, scopes, System::nanoTime);
        }
        CenterSettings center = settings.center();
        if (center != null && center.givesCommands()) {
            CenterCommands opened = new CenterCommands(center, new CommandRoutes(scopes), RandomGenerator.getDefault());
            asking = opened;
            duties.start("commands", opened::turn);
        }
        duties.start("scopes", scopes::turn);
        return scopes.watch();
    }

    /** Where it listens for commands, if it does. */
    Optional<String> address() {
        return Optional.ofNullable(server).map(CommandServer::address);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (asking != null) {
            asking.close();
        }
        boolean ended = duties.stop(LAST_COMMAND);
        LOG.debug("commands ended: {}", ended);
    }
}
