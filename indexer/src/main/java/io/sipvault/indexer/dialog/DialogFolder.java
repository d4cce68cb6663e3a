package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sdp.SessionDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the observations of one key into its entry: a plain function, whatever their order and repeats. */
public final class DialogFolder {
    private static final double NS_PER_SECOND = 1e9;

    private final DialogKey key;
    private final Observations observations;
    private final List<SeenMessage> messages;
    private final List<SipTransaction> transactions;
    private final Attempts attempts;
    private final Sides sides;
    private final long nowNs;

    private DialogFolder(DialogKey key, Observations observations, long nowNs) {
        this.key = key;
        this.observations = observations;
        messages = observations.messages();
        transactions = SipTransactions.of(messages);
        attempts = Attempts.of(transactions);
        sides = Sides.of(messages, attempts);
        this.nowNs = Math.max(nowNs, messages.getLast().timeNs());
    }

    /**
     * @param all
     *            at least one, all of that key
     * @param nowNs
     *            latest capture time of the vantage; the last message's time when that is later
     */
    public static Dialog fold(DialogKey key, List<WitnessedMessage> all, long nowNs) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("folding " + key + ": a dialog has at least one message, got none");
        }
        return new DialogFolder(key, Observations.of(all), nowNs).fold();
    }

    /**
     * Folds everything that one Call-ID carried, an entry for each kind of usage.
     *
     * @param all
     *            of that Call-ID
     * @param nowNs
     *            as in {@link #fold(DialogKey, List, long)}
     */
    public static List<Dialog> foldAll(String callId, List<WitnessedMessage> all, long nowNs) {
        return Usages.of(all).entrySet().stream()
                .map(usage -> fold(new DialogKey(callId, usage.getKey()), usage.getValue(), nowNs)).toList();
    }

    private Dialog fold() {
        Transfer transfer = Transfer.of(messages);
        Outcome outcome = judge(transfer);
        boolean silent = outcome.state().isActive() && outcome.registration() == null
                && nowNs - messages.getLast().timeNs() >= Due.INACTIVITY_NS;
        DialogState state = silent ? outcome.state().whenAbandonedByEvidence() : outcome.state();
        SdpHistory sdp = SdpHistory.of(messages, attempts, sides);
        Mentions mentions = Mentions.of(messages);
        SeenMessage decision = outcome.decision();
        return new Dialog(key, state, !silent && !state.isActive(), messages.getFirst().method(),
                Parties.of(messages, attempts), messages.getFirst().timeNs(), messages.getLast().timeNs(),
                timeNs(outcome.answer()), timeNs(outcome.end()), outcome.endedBy(), due(outcome, state),
                decision == null ? null : FinalAnswer.of(decision),
                decision == null ? null : Cause.of(decision, messages), outcome.timing(), observations.counted(),
                observations.retransmissions(), durationSec(outcome), outcome.milestones(), outcome.registration(),
                transfer.target(), mentions.hops(), mentions.endpoints(), mentions.domains(), mentions.numbers(),
                mentions.userAgents(), mentions.methods(), mentions.statuses(), List.copyOf(sdp.events()),
                List.copyOf(sdp.bindings()), observations.vantages(), messages.stream().map(this::ladder).toList());
    }

    private Outcome judge(Transfer transfer) {
        return switch (key.kind()) {
            case INVITE -> new InviteUsage(messages, transactions, attempts, sides, transfer, nowNs).judge();
            case REGISTER -> RegisterUsage.judge(attempts, nowNs);
            case SUBSCRIBE -> SubscribeUsage.judge(messages, attempts, nowNs);
            case OPTIONS, MESSAGE, PUBLISH, OTHER -> RequestUsage.judge(attempts);
        };
    }

    private static @Nullable Long timeNs(@Nullable SeenMessage message) {
        return message == null ? null : Long.valueOf(message.timeNs());
    }

    private long due(Outcome outcome, DialogState state) {
        long inactive = state.isActive() ? messages.getLast().timeNs() + Due.INACTIVITY_NS : 0;
        return Due.next(nowNs, outcome.dueNs(), inactive);
    }

    private double durationSec(Outcome outcome) {
        Long talkMs = outcome.timing().talkMs();
        if (talkMs != null) {
            return talkMs / 1e3;
        }
        SeenMessage answer = outcome.answer();
        SeenMessage end = outcome.end() == null ? messages.getLast() : outcome.end();
        return answer == null ? 0 : Math.max(0, end.timeNs() - answer.timeNs()) / NS_PER_SECOND;
    }

    private LadderMessage ladder(SeenMessage message) {
        SessionDescription sdp = message.message().bodyLength() > 0 ? message.sdp() : null;
        return new LadderMessage(message.index(), message.timeNs(), message.flow(), message.isRequest(),
                message.method(), message.status(), message.message().reasonPhrase(), message.cseq(),
                message.transactionId(), message.isRetransmission(), message.isMirrored(), sdp != null,
                message.contentHash(), List.copyOf(message.sightings()));
    }
}
