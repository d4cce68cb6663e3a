package io.sipvault.web.call;

import io.sipvault.indexer.view.DialogView;
import io.sipvault.web.call.StreamRow.Fact;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import java.util.List;

/** How long each part of a call took. */
final class Timings {
    private Timings() {}

    static List<Fact> of(DialogView d) {
        DialogView.Timing t = d.timing();
        Fact sent = new Fact("Messages", Figures.count(d.msgCount()) + ", " + Figures.count(t.retransmits())
                + " sent again");
        return d.method().equals("INVITE")
                ? List.of(new Fact("First answer", Times.milliseconds(t.tryingDelayMs())),
                        new Fact("Post-dial delay", Times.milliseconds(t.pddMs())),
                        new Fact("Ringing", Times.milliseconds(t.ringMs())),
                        new Fact("Set-up", Times.milliseconds(t.setupMs())),
                        new Fact("Talk", Times.milliseconds(t.talkMs())),
                        new Fact("Tear-down", Times.milliseconds(t.teardownMs())), sent)
                : List.of(sent);
    }
}
