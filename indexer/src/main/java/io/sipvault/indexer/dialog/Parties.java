package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sip.SipUri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who speaks to whom.
 *
 * @param requestUser
 *            user part of the first request's URI, the number that was dialled; empty when no request was seen
 * @param requestHost
 *            its host
 * @param fromTag
 *            of who began it
 * @param branches
 *            by To tag, in order of appearance
 */
public record Parties(Party from, Party to, String requestUser, String requestHost, String fromTag,
        List<Branch> branches) {
    private static final int MAX_BRANCHES = 256;

    static Parties of(List<SeenMessage> messages, Attempts attempts) {
        SeenMessage first = first(messages, attempts);
        SipUri uri = SipUri.parse(first.isRequest() ? first.message().requestUri() : "");
        return new Parties(Party.of(first.message().from()), Party.of(first.message().to()), uri.decodedUser(),
                uri.host(), first.fromTag(), branches(messages, first));
    }

    /** The INVITE that began it tells more than whatever the capture happened to begin with. */
    private static SeenMessage first(List<SeenMessage> messages, Attempts attempts) {
        List<Attempt> initial = attempts.initialInvites();
        return initial.isEmpty() ? messages.getFirst() : initial.getFirst().first();
    }

    private static List<Branch> branches(List<SeenMessage> messages, SeenMessage first) {
        Map<String, Branch> branches = new LinkedHashMap<>();
        for (SeenMessage message : messages) {
            boolean answers = message.isResponse() && message.method().equals(first.method());
            boolean beginning = message.fromTag().equals(first.fromTag()) && !message.toTag().isEmpty();
            if (answers && beginning && branches.size() < MAX_BRANCHES && message.status() > 100) {
                branches.merge(message.toTag(), new Branch(message.toTag(), message.timeNs(), message.status()),
                        (old, now) -> new Branch(old.toTag(), old.firstNs(), Math.max(old.status(), now.status())));
            }
        }
        return new ArrayList<>(branches.values());
    }

    /** To tags of all branches. */
    public List<String> toTags() {
        return branches.stream().map(Branch::toTag).toList();
    }
}
