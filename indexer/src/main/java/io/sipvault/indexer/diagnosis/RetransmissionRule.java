package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.Due;
import io.sipvault.indexer.dialog.LadderMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests that were repeated, or waited in vain, without any response; and dialogs with many repeated messages. */
final class RetransmissionRule implements Rule {
    private static final int MANY = 5;
    private static final double MANY_SHARE = 0.1;

    @Override
    public void judge(CallEvidence call, Findings findings) {
        List<LadderMessage> silent = new ArrayList<>();
        for (List<LadderMessage> transaction : transactions(call.dialog())) {
            if (isUnanswered(transaction)) {
                judge(transaction, call.nowNs(), findings);
                silent.addAll(transaction);
            }
        }
        many(call.dialog(), silent, findings);
    }

    /** When the next request that was sent once will have waited too long; 0 when none will. */
    static long dueNs(CallEvidence call) {
        long due = 0;
        for (List<LadderMessage> transaction : transactions(call.dialog())) {
            if (transaction.size() == 1 && isUnanswered(transaction)) {
                due = Due.next(call.nowNs(), due, transaction.getFirst().timeNs() + Due.TIMER_64_T1_NS);
            }
        }
        return due;
    }

    private static Iterable<List<LadderMessage>> transactions(Dialog dialog) {
        Map<Integer, List<LadderMessage>> transactions = new LinkedHashMap<>();
        for (LadderMessage message : dialog.messages()) {
            if (!message.mirrored()) {
                transactions.computeIfAbsent(message.transactionId(), id -> new ArrayList<>(4)).add(message);
            }
        }
        return transactions.values();
    }

    private static boolean isUnanswered(List<LadderMessage> transaction) {
        return !transaction.getFirst().method().equals("ACK") && transaction.stream().allMatch(LadderMessage::request);
    }

    private static void judge(List<LadderMessage> transaction, long nowNs, Findings findings) {
        LadderMessage first = transaction.getFirst();
        int repeated = transaction.size() - 1;
        boolean timedOut = nowNs - first.timeNs() >= Due.TIMER_64_T1_NS;
        if (repeated == 0 && !timedOut) {
            return;
        }
        Integer[] indexes = transaction.stream().map(LadderMessage::index).toArray(Integer[]::new);
        findings.add(repeated > 0 ? Problem.RETRANSMISSIONS : Problem.NO_RESPONSE, Severity.ERROR,
                first.method() + " to " + first.flow().destination() + " got no response"
                        + (repeated > 0 ? ", though it was sent " + (repeated + 1) + " times." : " within 32 s."),
                "Check whether " + first.flow().destination()
                        + " is reachable and whether its answer passes firewalls.",
                Findings.messages(indexes));
    }

    /** {@code INVITE 2x, 200 OK (INVITE) 2x}, in order of appearance. */
    private static String kinds(Dialog dialog, Integer... indexes) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (Integer index : indexes) {
            kinds.merge(dialog.message(index).title(), 1, Integer::sum);
        }
        return kinds.entrySet().stream().map(kind -> kind.getKey() + " " + kind.getValue() + "x")
                .collect(Collectors.joining(", "));
    }

    private static void many(Dialog dialog, List<LadderMessage> silent, Findings findings) {
        Integer[] indexes = dialog.messages().stream()
                .filter(message -> message.retransmission() && !silent.contains(message)).map(LadderMessage::index)
                .toArray(Integer[]::new);
        if (indexes.length >= MANY && indexes.length >= MANY_SHARE * dialog.messageCount()) {
            findings.add(Problem.RETRANSMISSIONS, Severity.WARNING,
                    indexes.length + " of " + dialog.messageCount() + " messages were sent again: "
                            + kinds(dialog, indexes)
                            + ".",
                    "Look for loss or slow answers on the hop that repeats.", Findings.messages(indexes));
        }
    }
}
