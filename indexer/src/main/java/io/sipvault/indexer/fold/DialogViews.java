package io.sipvault.indexer.fold;

import io.sipvault.indexer.diagnosis.DiagnosisSummary;
import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.DialogTiming;
import io.sipvault.indexer.dialog.FinalAnswer;
import io.sipvault.indexer.dialog.Side;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is shown of a dialog. */
final class DialogViews {
    private static final String CALLER = Side.CALLER.label();
    private static final DialogView.Quality UNMEASURED = new DialogView.Quality(null, null, null, null, 0);

    private DialogViews() {}

    static DialogView of(DialogWork work, CallGroup group, List<StreamEvidence> streams,
            DiagnosisSummary diagnosis) {
        Dialog d = work.dialog;
        FinalAnswer answer = d.finalAnswer();
        DialogTiming t = d.timing();
        return new DialogView(DialogView.SCHEMA_VERSION, work.id, group.id(), d.callId(), d.fromUser(), d.toUser(),
                d.parties().from().display(), d.parties().to().display(), d.parties().from().host(),
                d.parties().to().host(), d.parties().requestUser(), d.state().label(), d.method(), d.finalStatus(),
                answer == null ? null : answer.phrase(), StreamViews.rounded(d.durationSec()), d.messageCount(),
                new DialogView.Timing(t.pddMs(), t.setupMs(), t.ringMs(), t.tryingDelayMs(), t.teardownMs(),
                        t.talkMs(), d.retransmits()),
                d.endedBy() == Side.UNKNOWN ? null : d.endedBy().label(), ViewJson.instant(d.startNs()),
                ViewJson.instant(d.updatedNs()), List.of(), sdp(d), d.referTo(), null, null,
                Diagnoses.view(diagnosis, d, streams, work.icmp),
                d.parties().branches().stream().map(b -> new DialogView.BranchView(b.toTag(), b.status())).toList(),
                d.hops().stream().map(h -> h.transport() + " " + h.first() + " - " + h.second()).toList(),
                d.vantages(), d.userAgents(), legs(group), quality(streams), work.icmp);
    }

    private static List<DialogView.SdpView> sdp(Dialog d) {
        return d.sdpTimeline().stream().map(s -> new DialogView.SdpView(ViewJson.instant(s.timeNs()),
                s.exchange().name().toLowerCase(Locale.ROOT), s.codecs(),
                Objects.requireNonNullElse(s.mediaAddress(), ""), s.mediaPort(),
                s.mode().name().toLowerCase(Locale.ROOT), s.mediaType(),
                s.sender().label())).toList();
    }

    private static List<DialogView.LegView> legs(CallGroup group) {
        return group.legs().stream().map(leg -> new DialogView.LegView(leg.id, leg.dialog.callId(),
                ViewJson.instant(leg.dialog.startNs()), group.reasons().getOrDefault(leg.id, "only leg"))).toList();
    }

    private static DialogView.Quality quality(List<StreamEvidence> streams) {
        if (streams.isEmpty()) {
            return UNMEASURED;
        }
        return new DialogView.Quality(lowestMos(streams, true), lowestMos(streams, false),
                streams.stream().map(s -> s.view().lossPct()).max(Comparator.naturalOrder()).orElse(null),
                streams.stream().map(s -> s.view().jitterMeanMs()).max(Comparator.naturalOrder()).orElse(null),
                streams.size());
    }

    private static @Nullable Double lowestMos(List<StreamEvidence> streams, boolean heardByCaller) {
        return streams.stream().filter(s -> s.toward().equals(CALLER) == heardByCaller).map(s -> s.view().mos())
                .filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    }
}
