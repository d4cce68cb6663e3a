package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sip.SipMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registrations, RFC 3261 10: the last REGISTER that was decided tells whether the binding stands, the lifetime that
 * its 200 granted tells until when.
 */
final class RegisterUsage {
    private static final int INTERVAL_TOO_BRIEF = 423;
    private static final long DEFAULT_SEC = 3600;

    private final List<Attempt> attempts;
    private final long nowNs;

    private RegisterUsage(List<Attempt> attempts, long nowNs) {
        this.attempts = attempts;
        this.nowNs = nowNs;
    }

    static Outcome judge(Attempts attempts, long nowNs) {
        return new RegisterUsage(attempts.all(), nowNs).judge();
    }

    private Outcome judge() {
        Attempt counts = lastDecided();
        SeenMessage decision = counts == null ? null : counts.decision();
        if (counts == null || decision == null) {
            return undecided();
        }
        Registration registration = registration(counts, decision);
        DialogState state = decision.isSuccess() ? stateOf(registration) : RequestUsage.state(decision);
        return outcome(state, counts, decision).lasting(registration, Due.next(nowNs, registration.expiresNs()));
    }

    private DialogState stateOf(Registration registration) {
        return registration.expiresNs() > nowNs ? DialogState.REGISTERED : DialogState.EXPIRED;
    }

    /** Nothing but challenges, which fail unless a further request answers them. */
    private Outcome undecided() {
        Attempt last = attempts.isEmpty() ? null : attempts.getLast();
        SeenMessage decision = last == null ? null : last.decision();
        return outcome(RequestUsage.state(decision), last, decision);
    }

    private Outcome outcome(DialogState state, @Nullable Attempt attempt, @Nullable SeenMessage decision) {
        return Outcome.of(state, decision, CallTiming.ofRequest(attempt),
                Milestones.of(attempt == null ? null : attempt.request(), attempts));
    }

    private @Nullable Attempt lastDecided() {
        for (Attempt attempt : attempts.reversed()) {
            SeenMessage decision = attempt.decision();
            if (decision != null && !attempt.isChallenged() && decision.status() != INTERVAL_TOO_BRIEF) {
                return attempt;
            }
        }
        return null;
    }

    private static Registration registration(Attempt attempt, SeenMessage decision) {
        SeenMessage request = attempt.request();
        SipMessage register = request == null ? null : request.message();
        Long requested = register == null ? null : Lifetime.requested(register);
        if (!decision.isSuccess()) {
            return new Registration(requested, null, 0);
        }
        long granted = granted(decision.message(), register, requested);
        return new Registration(requested, granted, granted == 0 ? 0 : Lifetime.endNs(decision.timeNs(), granted));
    }

    private static long granted(SipMessage ok, @Nullable SipMessage register, @Nullable Long requested) {
        if (requested != null && requested == 0) {
            return 0;
        }
        boolean query = register != null && register.contacts().isEmpty();
        if (query && ok.contacts().isEmpty()) {
            return 0;
        }
        Long granted = Lifetime.orElse(Lifetime.granted(ok, register), requested);
        return granted == null ? DEFAULT_SEC : granted;
    }
}
