package io.sipvault.web.search;

import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Badge;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Numbers;
import io.sipvault.web.page.Numbers.Party;
import io.sipvault.web.page.Score;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.util.List;

/**
 * A row of the results: one call.
 *
 * @param method
 *            empty for a call, else what it is
 * @param status
 *            final status, empty without
 * @param verdict
 *            what happened, in a sentence
 * @param worst
 *            severity of its worst problem; null when it has none
 * @param toCaller
 *            how the caller heard the callee
 */
record CallRow(String href, String day, String time, Party from, Party to, String method, Badge state, String status,
        String duration, String verdict, List<Finding> findings, int moreFindings, Score toCaller, Score toCallee,
        String observers, String media, boolean mediaSeen, String legs) {
    private static final int MOST_FINDINGS = 2;
    private static final int LONGEST_VERDICT = 220;

    /** A problem in two words. */
    record Finding(String title, Badge severity) {}

    static CallRow of(String id, DialogView d, Numbers numbers) {
        List<DiagnosisView.Problem> problems = d.diagnosis().problems();
        boolean call = d.method().equals("INVITE");
        int streams = d.quality().streams();
        return new CallRow(Address.call(id), Times.day(d.createdAt()), Times.timeOfDay(d.createdAt()),
                numbers.party(d.from(), d.fromDisplay(), d.fromHost()),
                numbers.party(d.to(), d.toDisplay(), d.toHost()), call ? "" : Text.cut(d.method(), 20),
                Badge.ofState(d.state()), d.finalStatus() == null ? "" : d.finalStatus().toString(),
                d.durationSec() > 0 ? Times.seconds(d.durationSec()) : Times.UNKNOWN,
                Text.cut(d.diagnosis().summary(), LONGEST_VERDICT),
                problems.stream().limit(MOST_FINDINGS)
                        .map(p -> new Finding(FacetLinks.problem(p.code()), Badge.ofSeverity(p.severity()))).toList(),
                Math.max(0, problems.size() - MOST_FINDINGS), Score.of(d.quality().mosCaller()),
                Score.of(d.quality().mosCallee()), Text.cut(String.join(", ", d.agents()), 40),
                media(call, streams), streams > 0, d.legs().size() > 1 ? d.legs().size() + " legs" : "");
    }

    private static String media(boolean call, int streams) {
        return streams > 0 ? Figures.count(streams, "stream") : call ? "no media seen" : "";
    }

    /** What stands where the quality would. */
    public boolean scored() {
        return toCaller.known() || toCallee.known();
    }
}
