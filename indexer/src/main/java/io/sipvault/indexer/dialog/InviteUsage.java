package io.sipvault.indexer.dialog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls, RFC 3261 12 to 15. The state follows from what was asked and answered on each CSeq method: any 2xx to an
 * initial INVITE answers it whatever crosses it, a rejected re-INVITE changes nothing, a BYE ends the call however it
 * is answered (15.1.1).
 */
final class InviteUsage {
    private final List<SeenMessage> messages;
    private final List<SipTransaction> transactions;
    private final Attempts attempts;
    private final Sides sides;
    private final Transfer transfer;
    private final long nowNs;
    private final List<Attempt> initial;
    private final @Nullable Attempt effective;
    private final @Nullable SeenMessage success;
    private final @Nullable SeenMessage ack;
    private final @Nullable SeenMessage cancel;
    private final @Nullable Attempt bye;

    InviteUsage(List<SeenMessage> messages, List<SipTransaction> transactions, Attempts attempts, Sides sides,
            Transfer transfer, long nowNs) {
        this.messages = messages;
        this.transactions = transactions;
        this.attempts = attempts;
        this.sides = sides;
        this.transfer = transfer;
        this.nowNs = nowNs;
        initial = attempts.initialInvites();
        effective = Attempt.effective(initial);
        success = findSuccess();
        ack = findAck();
        cancel = findCancel();
        bye = findBye();
    }

    Outcome judge() {
        SeenMessage decision = decision();
        SeenMessage answer = success != null ? success : isAckOfAnswer() ? ack : null;
        DialogState state = state(decision, answer);
        SeenMessage end = end(state, decision);
        DialogTiming timing = CallTiming.ofCall(effective, answer, bye, decidedBye());
        return new Outcome(state, decision, answer, end, endedBy(state, end), timing, milestones(), null,
                due(state, answer));
    }

    private @Nullable SeenMessage findSuccess() {
        SeenMessage own = effective == null ? null : effective.success();
        for (int i = 0; own == null && i < initial.size(); i++) {
            own = initial.get(i).success();
        }
        return own;
    }

    private @Nullable SeenMessage decision() {
        if (success != null || effective != null) {
            return success != null || effective == null ? success : effective.decision();
        }
        List<Attempt> refers = attempts.of("REFER");
        Attempt refer = hasCallEvidence() ? null : Attempt.effective(refers);
        return refer == null ? null : refer.decision();
    }

    /** Messages that only a call has, so that a REFER is not all there is. */
    private boolean hasCallEvidence() {
        return !initial.isEmpty() || bye != null || ack != null || !attempts.of("INVITE").isEmpty();
    }

    private @Nullable SeenMessage findAck() {
        for (SeenMessage message : messages) {
            boolean fits = effective == null || message.cseq() == cseqOfAnswer();
            if (fits && message.isRequest("ACK") && isForSuccess(message)) {
                return message;
            }
        }
        return null;
    }

    private long cseqOfAnswer() {
        return success != null ? success.cseq() : effective == null ? -1 : effective.cseq();
    }

    /** The ACK of a failure shares the branch of its INVITE; some clients do so for an answer too. */
    private boolean isForSuccess(SeenMessage acknowledgement) {
        SipTransaction transaction = transactions.get(acknowledgement.transactionId());
        return transaction.method().equals("ACK") || transaction.response(SeenMessage::isSuccess) != null;
    }

    /** Where the 2xx was missed, an ACK of its own transaction proves it. */
    private boolean isAckOfAnswer() {
        return ack != null && (effective == null || effective.decision() == null);
    }

    /** Only the caller's own CANCEL: proxies cancel branches that others answered. */
    private @Nullable SeenMessage findCancel() {
        for (SeenMessage message : messages) {
            if (message.isRequest("CANCEL") && isOfCaller(message)) {
                return message;
            }
        }
        return null;
    }

    private boolean isOfCaller(SeenMessage message) {
        return effective == null || message.cseq() == effective.cseq()
                && (effective.request() == null || effective.first().branch().equals(message.branch()));
    }

    /** Of a call that several branches answered, the BYE to the last of them. */
    private @Nullable Attempt findBye() {
        List<Attempt> byes = attempts.of("BYE");
        Set<String> open = confirmedTags();
        if (open.size() < 2) {
            return byes.isEmpty() ? null : byes.getFirst();
        }
        for (Attempt attempt : byes) {
            open.remove(attempt.fromTag());
            open.remove(attempt.first().toTag());
            if (open.isEmpty()) {
                return attempt;
            }
        }
        return null;
    }

    private Set<String> confirmedTags() {
        Set<String> tags = new LinkedHashSet<>();
        if (success != null) {
            for (SeenMessage message : transactions.get(success.transactionId()).messages()) {
                if (message.isSuccess()) {
                    tags.add(message.toTag());
                }
            }
        }
        return tags;
    }

    /** The BYE that was decided: a challenged one is sent again. */
    private @Nullable Attempt decidedBye() {
        return bye == null
                ? null
                : Attempt.effective(attempts.of("BYE").stream()
                        .filter(other -> other.startNs() >= bye.startNs() && other.fromTag().equals(bye.fromTag()))
                        .toList());
    }

    private DialogState state(@Nullable SeenMessage decision, @Nullable SeenMessage answer) {
        if (answer != null || initial.isEmpty() && hasCallEvidence()) {
            return established();
        }
        if (decision != null) {
            return initial.isEmpty() ? transferAlone(decision) : unanswered(decision);
        }
        if (bye != null) {
            return DialogState.COMPLETED;
        }
        return cancel != null ? DialogState.CANCELLED : undecided();
    }

    private DialogState established() {
        if (bye != null || isLost()) {
            return DialogState.COMPLETED;
        }
        return transfer.pending() ? DialogState.TRANSFERRING : DialogState.IN_CALL;
    }

    /** 481 to a request that refreshes the session: the other side knows no such call any more (RFC 5057 5.1). */
    private boolean isLost() {
        return lost() != null;
    }

    private @Nullable SeenMessage lost() {
        for (Attempt attempt : attempts.all()) {
            boolean refresh = attempt.isInDialog() && (attempt.method().equals("INVITE")
                    || attempt.method().equals("UPDATE"));
            SeenMessage decision = refresh ? attempt.decision() : null;
            if (decision != null && decision.status() == 481) {
                return decision;
            }
        }
        return null;
    }

    private static DialogState unanswered(SeenMessage failure) {
        return failure.status() == 487 ? DialogState.CANCELLED : RequestUsage.state(failure);
    }

    private DialogState transferAlone(SeenMessage decision) {
        if (!decision.isSuccess()) {
            return RequestUsage.state(decision);
        }
        return transfer.pending() ? DialogState.TRANSFERRING : DialogState.COMPLETED;
    }

    private DialogState undecided() {
        if (initial.isEmpty()) {
            return transfer.pending() ? DialogState.TRANSFERRING : withoutInvite();
        }
        boolean ringing = initial.stream()
                .anyMatch(invite -> invite.response(m -> m.isProvisional() && m.status() > 100) != null);
        return ringing || !attempts.of("PRACK").isEmpty() ? DialogState.RINGING : DialogState.TRYING;
    }

    /** Requests that only an early dialog, or only a confirmed one, has. */
    private DialogState withoutInvite() {
        if (messages.stream().allMatch(message -> message.method().equals("CANCEL"))) {
            return DialogState.CANCELLED;
        }
        return attempts.of("PRACK").isEmpty() ? DialogState.IN_CALL : DialogState.RINGING;
    }

    private @Nullable SeenMessage end(DialogState state, @Nullable SeenMessage decision) {
        return switch (state) {
            case COMPLETED -> bye != null ? bye.first() : lost();
            case CANCELLED -> decision != null ? decision : cancel;
            case FAILED, REDIRECTED -> decision;
            default -> null;
        };
    }

    private Side endedBy(DialogState state, @Nullable SeenMessage end) {
        if (state == DialogState.CANCELLED) {
            return cancel != null ? Side.CALLER : Side.UNKNOWN;
        }
        if (end == null || bye == null) {
            boolean declined = state == DialogState.FAILED && end != null
                    && (end.status() == 486 || end.status() == 600 || end.status() == 603);
            return declined ? Side.CALLEE : Side.UNKNOWN;
        }
        Side sender = sides.provenSideOf(end);
        return end.isRequest() ? sender : sender.other();
    }

    private Milestones milestones() {
        Attempt decided = decidedBye();
        SeenMessage byeAnswer = decided == null || decided.isChallenged() ? null : decided.decision();
        return new Milestones(Milestones.index(effective == null ? null : effective.request()),
                Milestones.index(effective == null ? null : effective.response(SeenMessage::isProgress)),
                Milestones.index(success), Milestones.index(ack), Milestones.index(cancel),
                Milestones.index(bye == null ? null : bye.first()), Milestones.index(byeAnswer),
                Milestones.challenges(initial));
    }

    private long due(DialogState state, @Nullable SeenMessage answer) {
        return switch (state) {
            case TRYING, RINGING -> effective == null
                    ? 0
                    : Due.next(nowNs, effective.startNs() + Due.TIMER_64_T1_NS, effective.startNs() + Due.TIMER_C_NS);
            case IN_CALL, TRANSFERRING, COMPLETED -> answer != null && ack == null
                    ? Due.next(nowNs, answer.timeNs() + Due.TIMER_64_T1_NS)
                    : 0;
            default -> 0;
        };
    }
}
