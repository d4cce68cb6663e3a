package io.sipvault.indexer.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a user agent asked for once: one request under one CSeq number, with the transactions that proxies made of it
 * on later hops and branches. The first transaction is the one nearest to who asked, so its responses are what that
 * one was told.
 */
final class Attempt {
    private final List<SipTransaction> transactions = new ArrayList<>(2);
    private final boolean inDialog;

    Attempt(SipTransaction first, boolean inDialog) {
        transactions.add(first);
        this.inDialog = inDialog;
    }

    void add(SipTransaction transaction) {
        transactions.add(transaction);
    }

    List<SipTransaction> transactions() {
        return transactions;
    }

    SipTransaction upstream() {
        return transactions.getFirst();
    }

    String method() {
        return upstream().method();
    }

    SeenMessage first() {
        return upstream().first();
    }

    long startNs() {
        return first().timeNs();
    }

    long cseq() {
        return first().cseq();
    }

    /** Tag of who asked. */
    String fromTag() {
        return first().fromTag();
    }

    /** Whether the request was sent inside a dialog that stood already. */
    boolean isInDialog() {
        return inDialog;
    }

    /** The request as first sent; null when only responses were seen. */
    @Nullable
    SeenMessage request() {
        return upstream().request();
    }

    /** First response that fits: the one that reached who asked, otherwise the first on any hop. */
    @Nullable
    SeenMessage response(Predicate<SeenMessage> fits) {
        SeenMessage best = null;
        for (SipTransaction transaction : transactions) {
            SeenMessage response = transaction.response(fits);
            if (response != null && transaction == upstream()) {
                return response;
            }
            if (response != null && (best == null || response.index() < best.index())) {
                best = response;
            }
        }
        return best;
    }

    @Nullable
    SeenMessage success() {
        return response(SeenMessage::isSuccess);
    }

    /**
     * What decided it. A failure on a later hop decides nothing while a proxy may still be trying elsewhere; when the
     * hop to who asked is the only one left without a final response, the last failure is taken for what it was told.
     */
    @Nullable
    SeenMessage decision() {
        SeenMessage success = success();
        if (success != null) {
            return success;
        }
        if (!upstream().isOpen()) {
            return upstream().finalResponse();
        }
        boolean undecided = transactions.stream().skip(1).anyMatch(SipTransaction::isOpen);
        return undecided ? null : lastFailure();
    }

    private @Nullable SeenMessage lastFailure() {
        SeenMessage last = null;
        for (SipTransaction transaction : transactions) {
            SeenMessage failure = transaction.finalResponse();
            if (failure != null && (last == null || failure.index() > last.index())) {
                last = failure;
            }
        }
        return last;
    }

    boolean isAnsweredAtAll() {
        return response(any -> true) != null;
    }

    /** 401 or 407 decided it: who asked is to ask again with credentials (RFC 3261 22). */
    boolean isChallenged() {
        SeenMessage decision = decision();
        return decision != null && (decision.status() == 401 || decision.status() == 407);
    }

    /** Whether a later attempt took the place of this one: it failed, or was never answered, before that began. */
    boolean isSupersededBy(Attempt later) {
        SeenMessage decision = decision();
        if (decision == null) {
            return !isAnsweredAtAll() && later.isAnsweredAtAll();
        }
        return !decision.isSuccess() && later.first().index() > decision.index();
    }

    /** The attempt that counts: the first that no later one took the place of. Null without any. */
    static @Nullable Attempt effective(List<Attempt> attempts) {
        for (int i = 0; i < attempts.size(); i++) {
            if (!isSuperseded(attempts, i)) {
                return attempts.get(i);
            }
        }
        return null;
    }

    private static boolean isSuperseded(List<Attempt> attempts, int i) {
        for (Attempt later : attempts.subList(i + 1, attempts.size())) {
            if (attempts.get(i).isSupersededBy(later)) {
                return true;
            }
        }
        return false;
    }
}
