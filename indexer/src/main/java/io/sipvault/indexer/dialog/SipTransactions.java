package io.sipvault.indexer.dialog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups messages into transactions, in the order in which these began. */
final class SipTransactions {
    private final Map<Key, SipTransaction> byKey = new HashMap<>();
    private final List<SipTransaction> transactions = new ArrayList<>();

    private record Key(String branch, long cseq, String method) {}

    private SipTransactions() {}

    static List<SipTransaction> of(List<SeenMessage> messages) {
        SipTransactions grouping = new SipTransactions();
        messages.forEach(grouping::add);
        return grouping.transactions;
    }

    private void add(SeenMessage message) {
        of(message).add(message);
    }

    private SipTransaction of(SeenMessage message) {
        if (message.isRequest("ACK")) {
            SipTransaction invite = byKey.get(new Key(message.branch(), message.cseq(), "INVITE"));
            if (invite != null) {
                return invite;
            }
        }
        return byKey.computeIfAbsent(new Key(message.branch(), message.cseq(), message.method()), this::begin);
    }

    private SipTransaction begin(Key key) {
        SipTransaction transaction = new SipTransaction(transactions.size(), key.method);
        transactions.add(transaction);
        return transaction;
    }
}
