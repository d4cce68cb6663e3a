package io.sipvault.web.command;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Commands for one agent that asks for them, until they are answered. An agent asks again only after it did what it got: what it
 * got and did not answer by then was lost on the way, and is given to it again, which changes nothing. Safe for many threads.
 */
final class Mailbox {
    private static final int MOST = 100;
    /** In one answer to the agent. */
    private static final int MOST_GIVEN = 10;
    /** An agent that asked a moment ago is doing what it got, or on its way back. */
    private static final Duration GONE = Duration.ofSeconds(15);

    private final String agent;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private @Nullable CompletableFuture<List<Delivery>> question;
    private long askedNanos;

    /** A command that waits for its answer. */
    private static final class Waiting {
        private final Delivery delivery;
        private final CompletableFuture<AgentAnswer> answer = new CompletableFuture<>();
        private boolean given;

        Waiting(Delivery delivery) {
            this.delivery = delivery;
        }
    }

    /** A command and by what it is answered. */
    record Delivery(String id, AgentCommand command) {}

    /**
     * @param patience
     *            how long a command waits for its answer
     */
    Mailbox(String agent, Duration patience, LongSupplier nanoTime) {
        this.agent = agent;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.askedNanos = nanoTime.getAsLong() - GONE.toNanos() - 1;
    }

    /** Whether an agent is there to take commands. */
    synchronized boolean isConnected() {
        return question != null || nanoTime.getAsLong() - askedNanos <= GONE.toNanos();
    }

    /**
     * Gives it a command.
     *
     * @return what it answers; AGENT when it does not in time
     * @throws ForensicException
     *             AGENT when too many wait already
     */
    synchronized CompletableFuture<AgentAnswer> put(String id, AgentCommand command) {
        if (waiting.size() >= MOST) {
            throw new ForensicException(ErrorCode.AGENT, "the agent " + agent + " has " + MOST
                    + " commands to do already; it asks for them and does not answer");
        }
        Waiting added = new Waiting(new Delivery(id, command));
        waiting.put(id, added);
        answerQuestion();
        return added.answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(why -> {
                    throw late(added, why);
                }).whenComplete((answer, why) -> forget(id));
    }

    private RuntimeException late(Waiting command, Throwable why) {
        Throwable cause = why instanceof CompletionException ? why.getCause() : why;
        if (!(cause instanceof TimeoutException)) {
            return cause instanceof RuntimeException known ? known : new CompletionException(cause);
        }
        return new ForensicException(ErrorCode.AGENT, "the agent " + agent + (wasGiven(command)
                ? " took a command and did not answer, or has gone,"
                : " did not ask for its commands") + " within " + patience.toSeconds() + " s", cause);
    }

    private synchronized boolean wasGiven(Waiting command) {
        return command.given;
    }

    private synchronized void forget(String id) {
        waiting.remove(id);
    }

    /**
     * The agent asks.
     *
     * @return what it is to do: at once if there is anything, else when there is, or nothing when the time is over
     */
    synchronized CompletableFuture<List<Delivery>> ask(Duration held) {
        release();
        waiting.values().forEach(each -> each.given = false);
        CompletableFuture<List<Delivery>> asked = new CompletableFuture<>();
        question = asked;
        answerQuestion();
        return asked.completeOnTimeout(List.of(), held.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((given, why) -> answered(asked));
    }

    private synchronized void answered(CompletableFuture<List<Delivery>> asked) {
        askedNanos = nanoTime.getAsLong();
        if (question == asked) {
            question = null;
        }
    }

    private void answerQuestion() {
        List<Waiting> given = new ArrayList<>(waiting.values().stream().filter(each -> !each.given).limit(MOST_GIVEN)
                .toList());
        CompletableFuture<List<Delivery>> asked = question;
        if (asked == null || asked.isDone() || given.isEmpty()) {
            return;
        }
        given.forEach(each -> each.given = true);
        question = null;
        askedNanos = nanoTime.getAsLong();
        // by another thread: what follows is not this lock's matter
        asked.completeAsync(() -> given.stream().map(each -> each.delivery).toList());
    }

    /** Answers the question that is held with nothing. */
    synchronized void release() {
        CompletableFuture<List<Delivery>> asked = question;
        question = null;
        if (asked != null) {
            asked.completeAsync(List::of);
        }
    }

    /**
     * The agent answers.
     *
     * @throws ForensicException
     *             NOT_FOUND when nobody waits for it any more
     */
    void answer(String id, AgentAnswer answer) {
        Waiting command;
        synchronized (this) {
            command = waiting.remove(id);
            askedNanos = nanoTime.getAsLong();
        }
        if (command == null) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "nobody waits for an answer to this command any more");
        }
        command.answer.complete(answer);
    }

    /** The server stops: what waits for an answer fails at once, and the question that is held is answered with nothing. */
    void close() {
        release();
        List<Waiting> given;
        synchronized (this) {
            given = List.copyOf(waiting.values());
        }
        given.forEach(each -> each.answer.completeExceptionally(new ForensicException(ErrorCode.AGENT,
                "the server stops before the agent " + agent + " answered")));
    }
}
