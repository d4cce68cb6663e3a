package io.sipvault.web.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.command.Mailbox.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Commands that wait for an agent that asks for them. */
final class MailboxTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AgentCommand COMMAND = AgentCommand.get("/commands", "");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Mailbox box = new Mailbox("edge-1", LONG, nanos::get);

    private static <T> T now(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static List<String> ids(List<Delivery> given) {
        return given.stream().map(Delivery::id).toList();
    }

    private static AgentAnswer answer(int status) {
        return new AgentAnswer(status, JsonMapper.shared().createObjectNode());
    }

    @Test
    void givesACommandToAnAgentThatAsked() throws Exception {
        CompletableFuture<List<Delivery>> question = box.ask(LONG);
        assertThat(question).isNotDone();

        CompletableFuture<AgentAnswer> answer = box.put("a", COMMAND);

        assertThat(ids(now(question))).containsExactly("a");
        assertThat(answer).isNotDone();
        box.answer("a", answer(201));
        assertThat(now(answer).status()).isEqualTo(201);
    }

    @Test
    void keepsCommandsUntilTheAgentAsksTenAtATime() throws Exception {
        for (int i = 10; i < 22; i++) {
            box.put("c" + i, COMMAND);
        }

        assertThat(ids(now(box.ask(LONG)))).hasSize(10).startsWith("c10").endsWith("c19");
        for (int i = 10; i < 20; i++) {
            box.answer("c" + i, answer(200));
        }
        assertThat(ids(now(box.ask(LONG)))).containsExactly("c20", "c21");
    }

    @Test
    void givesAgainWhatWasLostOnTheWay() throws Exception {
        box.put("a", COMMAND);
        assertThat(ids(now(box.ask(LONG)))).containsExactly("a");

        assertThat(ids(now(box.ask(LONG)))).containsExactly("a");
    }

    @Test
    void saysNothingIsToDoWhenTheTimeIsOver() throws Exception {
        assertThat(now(box.ask(Duration.ZERO))).isEmpty();
    }

    @Test
    void answersAnOlderQuestionWithNothing() throws Exception {
        CompletableFuture<List<Delivery>> older = box.ask(LONG);
        CompletableFuture<List<Delivery>> newer = box.ask(LONG);
        box.put("a", COMMAND);

        assertThat(now(older)).isEmpty();
        assertThat(ids(now(newer))).containsExactly("a");
    }

    @Test
    void givesUpACommandThatIsNotAnsweredInTime() throws Exception {
        Mailbox hasty = new Mailbox("edge-1", Duration.ofMillis(1), nanos::get);
        assertThatThrownBy(() -> now(hasty.put("a", COMMAND))).hasCauseInstanceOf(ForensicException.class)
                .hasMessageContaining("edge-1 did not ask for its commands");

        assertThat(now(hasty.ask(Duration.ZERO))).isEmpty();
        assertThatThrownBy(() -> hasty.answer("a", answer(200))).isInstanceOf(ForensicException.class)
                .hasMessageContaining("nobody waits");
    }

    @Test
    void saysThatAnAgentTookACommandAndDidNotAnswer() throws Exception {
        Mailbox hasty = new Mailbox("edge-1", Duration.ofMillis(300), nanos::get);
        CompletableFuture<AgentAnswer> answer = hasty.put("a", COMMAND);
        assertThat(ids(now(hasty.ask(LONG)))).containsExactly("a");

        assertThatThrownBy(() -> now(answer)).hasMessageContaining("took a command and did not answer");
    }

    @Test
    void failsWhatWaitsWhenTheServerStops() throws Exception {
        CompletableFuture<AgentAnswer> given = box.put("a", COMMAND);
        assertThat(ids(now(box.ask(LONG)))).containsExactly("a");
        CompletableFuture<AgentAnswer> waiting = box.put("b", COMMAND);

        box.close();

        assertThatThrownBy(() -> now(given)).hasMessageContaining("the server stops");
        assertThatThrownBy(() -> now(waiting)).hasMessageContaining("the server stops");
        assertThat(now(box.ask(Duration.ZERO))).isEmpty();
    }

    @Test
    void takesAHundredCommandsAtMost() {
        for (int i = 0; i < 100; i++) {
            box.put("c" + i, COMMAND);
        }

        assertThatThrownBy(() -> box.put("more", COMMAND)).isInstanceOf(ForensicException.class)
                .hasMessageContaining("has 100 commands to do already");
    }

    @Test
    void takesAnAgentForThereAsLongAsItAsks() throws Exception {
        assertThat(box.isConnected()).isFalse();
        CompletableFuture<List<Delivery>> question = box.ask(LONG);
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(box.isConnected()).isTrue();

        box.release();
        assertThat(now(question)).isEmpty();
        while (!box.isConnected()) {
            Thread.onSpinWait(); // the question ends by another thread
        }
        nanos.addAndGet(Duration.ofSeconds(16).toNanos());
        assertThat(box.isConnected()).isFalse();
    }
}
