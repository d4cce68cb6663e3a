package io.sipvault.web.call;

import io.sipvault.indexer.view.RtcpView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.web.call.StreamRow.Fact;
import io.sipvault.web.page.Figures;
import io.sipvault.web.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the endpoints themselves said of a stream; it stands beside what was measured and is never mixed into it. */
final class RtcpFacts {
    private RtcpFacts() {}

    static List<Fact> of(StreamView stream) {
        RtcpView r = stream.rtcp();
        if (r == null) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        if (r.reports() > 0) {
            facts.add(new Fact("Receiver reports", r.reports() + ", the last says"));
            facts.add(new Fact("Lost in all", String.valueOf(r.cumulativeLost())));
            facts.add(new Fact("Lost lately", r.fractionLost() + "/256"));
            facts.add(new Fact("Jitter", Figures.ms(r.jitterMs()) + " (" + r.jitter() + " units)"));
        }
        if (r.packetsSent() != null) {
            facts.add(new Fact("Sender says it sent", Figures.count(r.packetsSent()) + " packets"));
        }
        if (r.roundTripToReceiverMs() != null || r.roundTripToSenderMs() != null) {
            facts.add(new Fact("Round trip", roundTrip(r)));
        }
        if (r.cname() != null) {
            facts.add(new Fact("Name", Text.cut(r.cname(), 60)));
        }
        RtcpView.Xr xr = r.xr();
        if (xr != null) {
            facts.add(new Fact("XR", "loss " + xr.lossRate() + "/256, discarded " + xr.discardRate() + "/256, MOS-LQ "
                    + Objects.toString(xr.mosLq(), "not known") + ", MOS-CQ "
                    + Objects.toString(xr.mosCq(), "not known")));
        }
        return facts;
    }

    private static String roundTrip(RtcpView r) {
        List<String> parts = new ArrayList<>();
        if (r.roundTripMs() != null) {
            parts.add(Figures.ms(r.roundTripMs()));
        }
        if (r.roundTripToReceiverMs() != null) {
            parts.add("from here to the receiver " + Figures.ms(r.roundTripToReceiverMs()));
        }
        if (r.roundTripToSenderMs() != null) {
            parts.add("from here to the sender " + Figures.ms(r.roundTripToSenderMs()));
        }
        return String.join("; ", parts);
    }
}
