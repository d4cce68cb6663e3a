package io.sipvault.indexer.dialog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All attempts of a dialog in the order in which they began; ACK and CANCEL belong to others and are none. */
final class Attempts {
    private final List<Attempt> all = new ArrayList<>();
    private final List<Attempt> initial = new ArrayList<>(2);
    private final Map<Key, Attempt> byKey = new HashMap<>();

    private record Key(String method, long cseq, String fromTag) {}

    private Attempts() {}

    static Attempts of(List<SipTransaction> transactions) {
        Attempts attempts = new Attempts();
        for (SipTransaction transaction : transactions) {
            if (!transaction.method().equals("ACK") && !transaction.method().equals("CANCEL")) {
                attempts.add(transaction);
            }
        }
        return attempts;
    }

    List<Attempt> all() {
        return all;
    }

    List<Attempt> of(String method) {
        return all.stream().filter(attempt -> attempt.method().equals(method)).toList();
    }

    /** INVITEs that were to begin a dialog. */
    List<Attempt> initialInvites() {
        return initial.stream().filter(attempt -> attempt.method().equals("INVITE")).toList();
    }

    /** A client that asks again without a new CSeq number begins anew when its first try was decided on that hop. */
    private void add(SipTransaction transaction) {
        SeenMessage first = transaction.first();
        Key key = new Key(transaction.method(), first.cseq(), first.fromTag());
        Attempt known = byKey.get(key);
        if (known == null || isAskedAgain(known.upstream(), transaction)) {
            Attempt attempt = new Attempt(transaction, isInDialog(transaction));
            byKey.put(key, attempt);
            all.add(attempt);
            if (!attempt.isInDialog()) {
                initial.add(attempt);
            }
        } else {
            known.add(transaction);
        }
    }

    private static boolean isAskedAgain(SipTransaction earlier, SipTransaction later) {
        SeenMessage decided = earlier.finalResponse();
        return decided != null && decided.index() < later.first().index() && earlier.flow().equals(later.flow());
    }

    private boolean isInDialog(SipTransaction transaction) {
        SeenMessage request = transaction.request();
        if (request != null) {
            return !request.toTag().isEmpty() && !refusedTags().contains(request.toTag());
        }
        return transaction.method().equals("INVITE") && initialInvites().stream()
                .anyMatch(invite -> invite.success() != null);
    }

    /** To tags of failures: some clients repeat that of a challenge in the request that answers it. */
    private Set<String> refusedTags() {
        Set<String> refused = new HashSet<>();
        for (Attempt attempt : initial) {
            SeenMessage failure = attempt.success() == null ? attempt.response(SeenMessage::isFinal) : null;
            if (failure != null) {
                refused.add(failure.toTag());
            }
        }
        return refused;
    }
}
