package io.sipvault.indexer.dialog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits what one Call-ID carried into its usages. Where all of it is at hand, a response to a NOTIFY goes where its
 * request went, which {@link UsageKind#of} alone cannot tell; without its request it goes to the subscription if there
 * is any, otherwise to the call.
 */
public final class Usages {
    private final Map<Request, UsageKind> notifies = new HashMap<>();
    private final Map<UsageKind, List<WitnessedMessage>> usages = new EnumMap<>(UsageKind.class);
    private final List<WitnessedMessage> responses = new ArrayList<>();

    private record Request(String branch, long cseq, String fromTag) {
        static Request of(WitnessedMessage witnessed) {
            return new Request(witnessed.message().topBranch(), witnessed.message().cseqNumber(),
                    witnessed.message().fromTag());
        }
    }

    private Usages() {}

    /** In the order of the kinds; each with its messages in the order given. */
    public static Map<UsageKind, List<WitnessedMessage>> of(List<WitnessedMessage> all) {
        Usages split = new Usages();
        all.forEach(split::add);
        UsageKind otherwise = split.usages.containsKey(UsageKind.SUBSCRIBE) || !split.usages.containsKey(
                UsageKind.INVITE) ? UsageKind.SUBSCRIBE : UsageKind.INVITE;
        for (WitnessedMessage response : split.responses) {
            split.put(split.notifies.getOrDefault(Request.of(response), otherwise), response);
        }
        return split.usages;
    }

    private void add(WitnessedMessage witnessed) {
        boolean notify = witnessed.message().cseqMethod().equals("NOTIFY");
        if (notify && !witnessed.message().isRequest()) {
            responses.add(witnessed);
            return;
        }
        UsageKind kind = UsageKind.of(witnessed.message());
        if (notify) {
            notifies.put(Request.of(witnessed), kind);
        }
        put(kind, witnessed);
    }

    private void put(UsageKind kind, WitnessedMessage witnessed) {
        usages.computeIfAbsent(kind, k -> new ArrayList<>()).add(witnessed);
    }
}
