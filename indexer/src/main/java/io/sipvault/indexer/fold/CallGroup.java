package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.Call;
import io.sipvault.indexer.call.CallCorrelator;
import io.sipvault.indexer.call.Leg;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The legs of one call, in order of start.
 *
 * @param id
 *            derived from its first leg
 * @param legs
 *            at least one, at most {@link CallCorrelator#MAX_LEGS}
 * @param reasons
 *            by leg id, what ties it to an earlier leg
 */
record CallGroup(String id, List<DialogWork> legs, Map<String, String> reasons) {
    private static final int MOST_REASONS = 3;

    /**
     * Groups all dialogs of some Call-IDs.
     *
     * @param common
     *            match texts that too many dialogs share to mean anything
     */
    static List<CallGroup> of(Collection<CallWork> calls, Set<String> common) {
        Map<String, DialogWork> dialogs = new HashMap<>();
        calls.forEach(call -> call.dialogs.forEach(dialog -> dialogs.put(dialog.id, dialog)));
        List<Leg> legs = dialogs.values().stream().map(DialogWork::leg).toList();
        return CallCorrelator.components(legs, common).stream().map(call -> group(call, dialogs)).toList();
    }

    private static CallGroup group(Call call, Map<String, DialogWork> dialogs) {
        List<DialogWork> legs = call.legs().stream().map(leg -> Objects.requireNonNull(dialogs.get(leg.id())))
                .toList();
        return new CallGroup(call.id().toString(), legs, reasons(call));
    }

    private static Map<String, String> reasons(Call call) {
        if (call.legs().size() == 1) {
            return Map.of();
        }
        Map<String, String> reasons = call.links().stream().collect(Collectors.groupingBy(Call.Link::later,
                Collectors.mapping(Call.Link::reason, Collectors.collectingAndThen(Collectors.toList(),
                        all -> all.stream().distinct().limit(MOST_REASONS).collect(Collectors.joining("; "))))));
        String first = call.legs().getFirst().id();
        reasons.put(first, "first leg");
        return reasons;
    }
}
