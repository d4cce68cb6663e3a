package io.sipvault.indexer.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subscriptions, RFC 6665: what the last NOTIFY says, and until one comes what the SUBSCRIBE was told. */
final class SubscribeUsage {
    private final List<SeenMessage> messages;
    private final Attempts attempts;
    private final long nowNs;
    private DialogState state = DialogState.TRYING;
    private long expiresNs;

    private SubscribeUsage(List<SeenMessage> messages, Attempts attempts, long nowNs) {
        this.messages = messages;
        this.attempts = attempts;
        this.nowNs = nowNs;
    }

    static Outcome judge(List<SeenMessage> messages, Attempts attempts, long nowNs) {
        return new SubscribeUsage(messages, attempts, nowNs).judge();
    }

    private Outcome judge() {
        List<Attempt> subscribes = attempts.of("SUBSCRIBE");
        Attempt counts = subscribes.isEmpty() ? null : Attempt.effective(subscribes);
        if (counts == null) {
            state = attempts.all().isEmpty() ? state : RequestUsage.state(attempts.all().getLast().decision());
        }
        messages.stream().filter(SeenMessage::isOriginal).forEach(this::read);
        if (state.isActive() && expiresNs != 0 && expiresNs <= nowNs) {
            state = DialogState.TERMINATED;
        }
        SeenMessage decision = counts == null ? null : counts.decision();
        Milestones milestones = Milestones.of(counts == null ? null : counts.request(), subscribes);
        return Outcome.of(state, decision, CallTiming.ofRequest(counts), milestones).lasting(null,
                state.isActive() ? Due.next(nowNs, expiresNs) : 0);
    }

    private void read(SeenMessage message) {
        if (message.isRequest("NOTIFY")) {
            notified(message, SubscriptionState.of(message));
        } else if (message.isFinal() && message.method().equals("SUBSCRIBE")) {
            answered(message);
        } else if (message.isRequest("SUBSCRIBE") && state == DialogState.FAILED) {
            state = DialogState.TRYING;
        } else if (message.isFinal() && message.status() == 481) {
            state = DialogState.TERMINATED;
        }
    }

    private void notified(SeenMessage notify, SubscriptionState said) {
        lasts(notify, said.expiresSec());
        switch (said.word()) {
            case "active" -> state = DialogState.ACTIVE;
            case "pending" -> state = DialogState.PENDING;
            case "terminated" -> state = DialogState.TERMINATED;
            default -> {
            }
        }
    }

    private void answered(SeenMessage response) {
        boolean standing = state == DialogState.ACTIVE || state == DialogState.PENDING;
        if (response.isSuccess()) {
            accepted(response, standing);
        } else if (response.status() == 481 && standing) {
            state = DialogState.TERMINATED;
        } else if (!standing && state != DialogState.TERMINATED) {
            state = DialogState.FAILED;
        }
    }

    private void accepted(SeenMessage response, boolean standing) {
        Long granted = granted(response);
        lasts(response, granted);
        if (granted != null && granted == 0) {
            state = DialogState.TERMINATED;
        } else if (!standing && state != DialogState.TERMINATED) {
            state = response.status() == 202 ? DialogState.PENDING : DialogState.ACTIVE;
        }
    }

    private @Nullable Long granted(SeenMessage response) {
        Long granted = Lifetime.ofHeader(response.message());
        return granted != null ? granted : requested(response);
    }

    private @Nullable Long requested(SeenMessage response) {
        for (SeenMessage message : messages) {
            if (message.isRequest("SUBSCRIBE") && message.transactionId() == response.transactionId()) {
                return Lifetime.ofHeader(message.message());
            }
        }
        return null;
    }

    private void lasts(SeenMessage from, @Nullable Long seconds) {
        if (seconds != null) {
            expiresNs = Lifetime.endNs(from.timeNs(), seconds);
        }
    }
}
