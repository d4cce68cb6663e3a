package io.sipvault.indexer.fold;

import io.sipvault.indexer.diagnosis.NetworkError.Payload;
import io.sipvault.indexer.view.IcmpView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.icmp.IcmpError;
import io.sipvault.ingest.icmp.QuotedDatagram;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Groups the ICMP errors of a dialog by who sent them, about which flow. */
final class IcmpViews {
    private static final int V6 = 256;

    private IcmpViews() {}

    private record Group(String reporter, int type, int code, String src, String dst, Payload payload) {}

    /** In order of time. */
    static List<IcmpView> of(List<IcmpNotice> notices) {
        Map<Group, List<IcmpSighting>> groups = new LinkedHashMap<>();
        for (IcmpNotice notice : notices) {
            groups.computeIfAbsent(group(notice), g -> new ArrayList<>()).add(notice.sighting());
        }
        return groups.entrySet().stream().map(e -> view(e.getKey(), e.getValue()))
                .sorted(Comparator.comparing(IcmpView::firstSeen).thenComparing(IcmpView::src)
                        .thenComparing(IcmpView::dst).thenComparing(IcmpView::reporter))
                .toList();
    }

    private static Group group(IcmpNotice notice) {
        IcmpError error = notice.sighting().seen().error();
        return new Group(error.reporter().address(), error.type(), error.code(), error.quoted().source().toString(),
                error.quoted().destination().toString(), notice.payload());
    }

    /** Several vantages witness the same errors: they are not added up. */
    private static IcmpView view(Group group, List<IcmpSighting> sightings) {
        Collection<List<IcmpSighting>> byVantage = sightings.stream()
                .collect(Collectors.groupingBy(IcmpSighting::vantage, TreeMap::new, Collectors.toList())).values();
        List<IcmpSighting> most = byVantage.stream().map(IcmpViews::distinct)
                .max(Comparator.comparingInt(List::size)).orElseThrow();
        IcmpSighting first = most.getFirst();
        QuotedDatagram quoted = first.seen().error().quoted();
        return new IcmpView(ViewJson.instant(first.seen().timeNs()),
                ViewJson.instant(most.getLast().seen().timeNs()), most.size(), group.reporter,
                first.seen().error().kind().words(), group.type % V6, group.code, group.src, group.dst,
                group.payload.name(), group.payload == Payload.SIP ? firstLine(quoted.payload()) : null,
                quoted.length());
    }

    private static List<IcmpSighting> distinct(List<IcmpSighting> sightings) {
        List<IcmpSighting> distinct = new ArrayList<>();
        for (IcmpSighting sighting : sightings) {
            if (distinct.isEmpty() || !distinct.getLast().isSameObservation(sighting)) {
                distinct.add(sighting);
            }
        }
        return distinct;
    }

    private static String firstLine(byte[] payload) {
        String text = new String(payload, StandardCharsets.ISO_8859_1).strip();
        return text.lines().findFirst().orElse("");
    }
}
