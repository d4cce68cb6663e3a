package io.sipvault.web.logs;

import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.LogNames;
import io.sipvault.indexer.search.PbxIds;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.logs.CallLine.NamedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Log lines of a call while its dialogs lasted: those that name a Call-ID of it, those that have an id which a PBX gave it, and
 * those that name a number of it and no call that is known.
 */
public final class CallLogs {
    private static final int MOST_LINES = 200;
    private static final int MOST_OF_NUMBER = 50;
    private static final int MOST_PBX_IDS = 16;
    /** As far apart as the clocks of a log and of a capture may be for {@code has:logs}. */
    private static final long AROUND_NS = 60_000_000_000L;
    /** A number may be of many calls: the line has to be close to this one. */
    private static final long NEAR_NS = 2_000_000_000L;
    private static final Pattern NUMBER = Pattern.compile("\\+?(\\d{7,15})");
    /** As RFC 3164 and RFC 3339 write it, also without the letter and the zone. */
    private static final Pattern TIME = Pattern.compile("\\s*(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d"
            + "|\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?)\\s+");

    private final Set<String> callIds;
    private final EvidenceSearch search;
    private final Map<String, CallLine> found = new LinkedHashMap<>();
    private final Map<String, Boolean> known = new LinkedHashMap<>();

    private CallLogs(Set<String> callIds, EvidenceSearch search) {
        this.callIds = callIds;
        this.search = search;
    }

    /** Of all dialogs of a call, in order of time, those of one log in their order: many logs know the second only. */
    public static List<LogView> of(List<DialogView> dialogs, EvidenceSearch search) {
        return lines(dialogs, search).stream().map(CallLine::log).distinct().toList();
    }

    /** The same with what each was found by. */
    public static List<CallLine> lines(List<DialogView> dialogs, EvidenceSearch search) {
        CallLogs logs = new CallLogs(dialogs.stream().map(DialogView::callId).collect(Collectors.toSet()), search);
        dialogs.forEach(logs::byCallId);
        Set<Near> pbxIds = logs.pbxIds();
        dialogs.forEach(dialog -> logs.byPbxId(dialog, pbxIds));
        dialogs.forEach(logs::byNumber);
        return logs.found.values().stream().sorted(CallLine.ORDER).toList();
    }

    /** An id, and the PBX that gave it. */
    private record Near(String vantage, String pbx, String id) {
        static Near of(CallLine line, String id) {
            return new Near(line.log().agent(), PbxIds.pbx(line.log().source()), id);
        }
    }

    private void byCallId(DialogView dialog) {
        between(new QueryNode.Phrase(QueryField.TEXT, dialog.callId()), dialog, AROUND_NS, MOST_LINES)
                .forEach(hit -> add(CallLine.of(hit, NamedBy.CALL_ID)));
    }

    private List<Hit> between(QueryNode query, DialogView dialog, long around, int most) {
        return search.logLines(query, ViewJson.ns(dialog.createdAt()) - around,
                ViewJson.ns(dialog.updatedAt()) + around, most);
    }

    private void add(CallLine line) {
        found.putIfAbsent(line.hit().id(), line);
    }

    private Set<Near> pbxIds() {
        Set<Near> ids = new LinkedHashSet<>();
        for (CallLine line : found.values()) {
            if (LogNames.of(line.log().text()).stream().noneMatch(this::isAnother)) {
                PbxIds.meant(line.log().text()).forEach(id -> ids.add(Near.of(line, id)));
            }
        }
        // a FreeSWITCH that calls out may give its UUID as the Call-ID: what names it was found already
        ids.removeIf(near -> isKnown(near.id));
        return new LinkedHashSet<>(ids.stream().limit(MOST_PBX_IDS).toList());
    }

    private boolean isAnother(String name) {
        return !callIds.contains(name) && isKnown(name);
    }

    /** Lines with an id, from the one on that gives it to this call until one gives it to another. */
    private void byPbxId(DialogView dialog, Set<Near> ids) {
        for (Near near : ids) {
            List<CallLine> lines = between(new QueryNode.Phrase(QueryField.TEXT, near.id), dialog, AROUND_NS,
                    MOST_LINES).stream().map(hit -> CallLine.of(hit, NamedBy.PBX_ID))
                    .filter(line -> PbxIds.of(line.log().text()).contains(near.id)
                            && Near.of(line, near.id).equals(near))
                    .toList();
            boolean ours = lines.stream().map(line -> givesTo(line, near.id)).filter(Objects::nonNull).findFirst()
                    .orElse(false);
            for (CallLine line : lines) {
                Boolean given = givesTo(line, near.id);
                ours = given == null ? ours : given;
                if (ours && !namesAnother(line)) {
                    add(line);
                }
            }
        }
    }

    /** Whether a line gives an id to this call, or to another; null when it gives it to none. */
    private @Nullable Boolean givesTo(CallLine line, String id) {
        String text = line.log().text();
        if (!PbxIds.meant(text).contains(id)) {
            return null;
        }
        CallLine known = found.get(line.hit().id());
        if (known != null && known.namedBy() == NamedBy.CALL_ID) {
            return true;
        }
        return namesAnother(line) || PbxIds.saysCallId(text) ? false : null;
    }

    /** Whether a line that is not found by a Call-ID names one. */
    private boolean namesAnother(CallLine line) {
        return !found.containsKey(line.hit().id()) && LogNames.of(line.log().text()).stream().anyMatch(this::isKnown);
    }

    private boolean isKnown(String name) {
        return known.computeIfAbsent(name, n -> !search.byCallId(Row.DIALOGS, n).isEmpty());
    }

    private void byNumber(DialogView dialog) {
        Set<String> numbers = new HashSet<>();
        Stream.of(dialog.from(), dialog.to(), dialog.did()).map(NUMBER::matcher).filter(Matcher::matches)
                .forEach(number -> numbers.add(number.group(1)));
        Set<String> withIds = new HashSet<>(
                found.values().stream().filter(line -> line.namedBy() == NamedBy.PBX_ID)
                        .map(line -> line.log().agent()).toList());
        if (!numbers.isEmpty()) {
            between(anyOf(numbers), dialog, NEAR_NS, MOST_OF_NUMBER).stream()
                    .map(hit -> CallLine.of(hit, NamedBy.NUMBER))
                    .filter(line -> !namesAnother(line) && !(withIds.contains(line.log().agent())
                            && !PbxIds.of(line.log().text()).isEmpty()))
                    .forEach(this::add);
        }
    }

    private static QueryNode anyOf(Collection<String> numbers) {
        List<QueryNode> forms = new ArrayList<>();
        for (String number : numbers) {
            forms.add(new QueryNode.Phrase(QueryField.TEXT, number));
            forms.add(new QueryNode.Phrase(QueryField.TEXT, "+" + number));
        }
        return new QueryNode.Or(forms);
    }

    /** A line without the time it begins with: a ladder has that in its first column. */
    public static String withoutTime(String line) {
        Matcher time = TIME.matcher(line);
        return (time.lookingAt() ? line.substring(time.end()) : line).strip();
    }
}
