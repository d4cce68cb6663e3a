package io.sipvault.cli;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.ViewJson;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages of dialogs. */
final class MessagePrinter extends ResultPrinter {
    private final DialogReader reader;

    MessagePrinter(PrintWriter out, Form form, DialogReader reader) {
        super(out, form, List.of("time", "source", "destination", "transport", "message", "cseq", "note", "call_id"));
        this.reader = reader;
    }

    @Override
    void print(Hit hit) {
        DialogReader.FoldedDialog folded = reader.read(hit, Long.MIN_VALUE);
        for (LadderMessage m : folded.dialog().messages()) {
            if (form() == Form.JSON) {
                json(ViewJson.write(fields(m, folded.dialog().callId())));
            } else {
                row(List.of(ViewJson.instant(m.timeNs()).toString(), m.flow().source().toString(),
                        m.flow().destination().toString(), m.flow().transport().toString(), m.title(),
                        String.valueOf(m.cseq()), note(m), folded.dialog().callId()));
            }
        }
    }

    private static Map<String, Object> fields(LadderMessage m, String callId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("call_id", callId);
        fields.put("time", ViewJson.instant(m.timeNs()));
        fields.put("is_request", m.request());
        fields.put("method", m.method());
        fields.put("status_code", m.request() ? 0 : m.status());
        fields.put("reason", m.phrase());
        fields.put("cseq", m.cseq());
        fields.put("transport", m.flow().transport());
        fields.put("src", m.flow().source().toString());
        fields.put("dst", m.flow().destination().toString());
        fields.put("retransmission", m.retransmission());
        fields.put("agents", m.sightings().stream().map(s -> s.vantage()).toList());
        return fields;
    }

    private static String note(LadderMessage m) {
        return m.retransmission() ? "retransmission" : m.mirrored() ? "mirrored copy" : "";
    }
}
