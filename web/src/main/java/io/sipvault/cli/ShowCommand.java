package io.sipvault.cli;

import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what happened in a call. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a call: verdict, ladder, streams and log lines.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "CALL-ID", description = "Call-ID of any leg")
    private String callId = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (Session session = Session.open(data, spec.commandLine().getErr())) {
            show(callId, session, new CallReport(session, spec.commandLine().getOut()));
        }
        return 0;
    }

    static void show(String callId, Session session, CallReport report) {
        report.call(legsOf(callId, session.search()));
    }

    /** The dialogs of a Call-ID and those that are legs of the same calls, earliest first. */
    static List<Hit> legsOf(String callId, EvidenceSearch search) {
        List<Hit> own = search.byCallId(Row.DIALOGS, callId);
        if (own.isEmpty()) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "no call has the Call-ID '" + callId
                    + "'. Call-IDs are case-sensitive; './sipvault search' finds them by number or time");
        }
        List<Hit> legs = new ArrayList<>();
        for (Hit hit : own) {
            DialogView view = ViewJson.read(hit.display(), DialogView.class);
            for (DialogView.LegView leg : view.legs()) {
                search.byTerm(Row.DIALOGS, IndexField.ID, leg.dialog()).stream()
                        .filter(h -> legs.stream().noneMatch(l -> l.id().equals(h.id()))).forEach(legs::add);
            }
        }
        return legs;
    }
}
