package io.sipvault.indexer.sample;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a golden file keeps of a scenario: what people read, and no ids that only this index knows. */
final class SampleGolden {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private SampleGolden() {}

    static List<String> lines(String scenario, SampleIndex index) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scenario", scenario);
        all.put("dialogs", views(index, Row.DIALOGS, scenario, DialogView.class).stream()
                .sorted(Comparator.comparing(DialogView::createdAt)).map(SampleGolden::dialog).toList());
        all.put("streams", views(index, Row.STREAMS, scenario, StreamView.class).stream()
                .sorted(Comparator.comparing(StreamView::ssrc).thenComparing(StreamView::src))
                .map(SampleGolden::stream).toList());
        all.put("log_lines", index.logLines().stream().filter(l -> index.scenario(l).equals(scenario)).count());
        return JSON.writeValueAsString(all).lines().toList();
    }

    private static <T> List<T> views(SampleIndex index, Row row, String scenario, Class<T> type) {
        List<Hit> hits = index.all(row).stream().filter(hit -> index.scenario(hit).equals(scenario)).toList();
        return hits.stream().map(hit -> ViewJson.read(hit.display(), type)).toList();
    }

    private static Map<String, Object> dialog(DialogView d) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("call_id", d.callId());
        shown.put("method", d.method());
        shown.put("state", d.state());
        shown.put("final_status", String.valueOf(d.finalStatus()));
        shown.put("duration_sec", d.durationSec());
        shown.put("msg_count", d.msgCount());
        shown.put("retransmits", d.timing().retransmits());
        shown.put("pdd_setup_ring_talk_ms", "%s %s %s %s".formatted(d.timing().pddMs(), d.timing().setupMs(),
                d.timing().ringMs(), d.timing().talkMs()));
        shown.put("ended_by", String.valueOf(d.endedBy()));
        shown.put("summary", d.diagnosis().summary());
        shown.put("problems", d.diagnosis().problems().stream().collect(Collectors.toMap(DiagnosisView.Problem::code,
                DiagnosisView.Problem::sentence, (a, b) -> a + " | " + b, LinkedHashMap::new)));
        shown.put("unknown", d.diagnosis().unknown());
        shown.put("legs", d.legs().stream().map(leg -> leg.callId() + ": " + leg.reason()).toList());
        return shown;
    }

    private static Map<String, Object> stream(StreamView s) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ssrc", s.ssrc());
        shown.put("path", s.src() + " > " + s.dst());
        shown.put("codec", s.codec());
        shown.put("packets_lost_duplicate_reordered",
                "%d %d %d %d".formatted(s.packets(), s.lost(), s.duplicate(), s.reordered()));
        shown.put("jitter_mean_ms", s.jitterMeanMs());
        shown.put("mos", String.valueOf(s.mos()));
        if (s.rtcp() != null) {
            shown.put("mos_cq", String.valueOf(s.mosCq()));
            shown.put("rtcp", ViewJson.read(ViewJson.write(s.rtcp()), Map.class));
        }
        shown.put("toward", s.toward());
        shown.put("call_id", String.valueOf(s.associatedDialog()));
        shown.put("dtmf", s.dtmf().stream().map(StreamView.Digit::digit).collect(Collectors.joining()));
        return shown;
    }
}
