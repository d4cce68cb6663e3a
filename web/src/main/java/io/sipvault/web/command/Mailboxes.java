package io.sipvault.web.command;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.account.Secrets;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.Agents.AccessChanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;

/** Commands for agents that ask for them, over connections that they open. Ends what it holds before the server stops. */
public final class Mailboxes implements SmartLifecycle {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration MOST_HELD = Duration.ofSeconds(25);
    private static final int ID_BYTES = 12;
    /** Each takes a connection, and agents report over another: server.tomcat.max-connections is 1,200. */
    static final int MOST_QUESTIONS = 500;

    private final Map<Integer, Mailbox> boxes = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean stopping;

    /**
     * A command that an agent got.
     *
     * @param id
     *            by which it answers
     */
    public record Order(String id, String method, String path, String query, @Nullable JsonNode body) {
        static Order of(Mailbox.Delivery delivery) {
            AgentCommand command = delivery.command();
            return new Order(delivery.id(), command.method(), command.path(), command.query(), command.body());
        }
    }

    private Mailbox of(Agent agent) {
        return boxes.computeIfAbsent(agent.id(), id -> new Mailbox(agent.name(), PATIENCE, System::nanoTime));
    }

    /**
     * The agent asks.
     *
     * @param held
     *            how long it waits for a command; 25 s at most
     * @return what it is to do; none when the time is over, or at once where too many questions are held
     */
    public CompletableFuture<List<Order>> ask(Agent agent, Duration held) {
        Mailbox box = of(agent);
        Duration bounded = held.compareTo(MOST_HELD) < 0 ? held : MOST_HELD;
        boolean room = questions.incrementAndGet() <= MOST_QUESTIONS;
        CompletableFuture<List<Mailbox.Delivery>> asked = box.ask(room ? bounded : Duration.ZERO)
                .whenComplete((given, why) -> questions.decrementAndGet());
        if (stopping) {
            box.release();
        }
        return asked.thenApply(given -> given.stream().map(Order::of).toList());
    }

    /** The agent answers. @throws ForensicException NOT_FOUND when nobody waits for it any more */
    public void answer(Agent agent, String command, AgentAnswer answer) {
        of(agent).answer(command, answer);
    }

    /** What it asked with counts no more: it has to ask again, with what counts now. */
    @EventListener
    void changed(AccessChanged change) {
        Mailbox box = boxes.get(change.agent());
        if (box != null) {
            box.release();
        }
    }

    boolean isConnected(Agent agent) {
        Mailbox box = boxes.get(agent.id());
        return box != null && box.isConnected();
    }

    CompletableFuture<AgentAnswer> send(Agent agent, AgentCommand command) {
        if (!isConnected(agent)) {
            throw new ForensicException(ErrorCode.AGENT, "the agent " + agent.name() + " has no address of its commands"
                    + " here, and does not ask for them: sipvault.agent.command.from-center = yes lets it");
        }
        return of(agent).put(Secrets.random(ID_BYTES), command);
    }

    @Override
    public void start() {
        stopping = false;
    }

    /** Before the server waits for its requests to end: questions are held for long, and nobody can answer commands now. */
    @Override
    public void stop() {
        stopping = true;
        boxes.values().forEach(Mailbox::close);
    }

    @Override
    public boolean isRunning() {
        return !stopping;
    }
}
