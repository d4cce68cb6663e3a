package io.sipvault.indexer.fold;

import io.sipvault.indexer.diagnosis.Diagnoser;
import io.sipvault.indexer.diagnosis.Diagnosis;
import io.sipvault.indexer.diagnosis.DiagnosisSummary;
import io.sipvault.indexer.diagnosis.Evidence;
import io.sipvault.indexer.diagnosis.MediaEvidence;
import io.sipvault.indexer.diagnosis.MediaStream;
import io.sipvault.indexer.diagnosis.NetworkError;
import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.dialog.Side;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.IcmpView;
import io.sipvault.indexer.view.RtcpView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.icmp.IcmpError;
import io.sipvault.ingest.transport.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hands a dialog and its streams to the diagnosis, and makes the result ready to show. */
final class Diagnoses {
    private static final int HEXADECIMAL = 16;

    private Diagnoses() {}

    static DiagnosisSummary judge(Dialog dialog, List<StreamEvidence> streams, List<IcmpView> icmp, boolean rtpSeen,
            long nowNs) {
        Set<Side> reported = streams.stream().filter(s -> !s.hasRtp() && provesMedia(s.view().rtcp()))
                .map(s -> side(s.toward())).collect(Collectors.toSet());
        MediaEvidence media = new MediaEvidence(rtpSeen,
                streams.stream().filter(StreamEvidence::hasRtp).map(Diagnoses::stream).toList(), reported);
        return Diagnoser.diagnose(dialog, media, icmp.stream().map(Diagnoses::error).toList(), nowNs);
    }

    private static boolean provesMedia(@Nullable RtcpView rtcp) {
        return rtcp != null && rtcp.provesMedia();
    }

    private static NetworkError error(IcmpView v) {
        return new NetworkError(IcmpError.Kind.ofWords(v.error()), v.reporter(), endpoint(v.src()), endpoint(v.dst()),
                NetworkError.Payload.valueOf(v.protocol()), v.count(), ViewJson.ns(v.firstSeen()),
                ViewJson.ns(v.lastSeen()), v.bytes());
    }

    private static MediaStream stream(StreamEvidence evidence) {
        StreamView s = evidence.view();
        Set<Integer> types = s.payloadTypes().stream().map(StreamView.PayloadType::payloadType)
                .collect(Collectors.toSet());
        return new MediaStream(evidence.id(), Long.parseLong(s.ssrc().substring(2), HEXADECIMAL), evidence.mediaType(),
                endpoint(s.src()), endpoint(s.dst()), side(evidence.toward()), s.packets(), s.lost(),
                ViewJson.ns(s.firstSeen()), ViewJson.ns(s.lastSeen()), s.codec().isEmpty() ? null : s.codec(),
                s.lossPct(), s.jitterMeanMs(), s.burstR(), s.mos(), types,
                s.ptimeMs() > 0 ? Double.valueOf(s.ptimeMs()) : null);
    }

    static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        Endpoint parsed = Endpoint.parse(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        if (parsed == null) {
            throw new IllegalStateException("not an endpoint: " + text);
        }
        return parsed;
    }

    private static Side side(String label) {
        return Side.valueOf(label.toUpperCase(Locale.ROOT));
    }

    static DiagnosisView view(DiagnosisSummary summary, Dialog dialog, List<StreamEvidence> streams,
            List<IcmpView> icmp) {
        Map<String, String> names = new HashMap<>();
        streams.forEach(s -> names.put(s.id(), "stream " + s.view().ssrc() + " " + s.view().src() + " > "
                + s.view().dst()));
        return new DiagnosisView(summary.oneWayAudio(), summary.natMismatch(), summary.noMedia(), summary.hints(),
                summary.diagnoses().stream().map(d -> problem(d, dialog, names, icmp)).toList(),
                summary.unknown().stream().map(u -> u.sentence()).toList(), summary.summary());
    }

    private static DiagnosisView.Problem problem(Diagnosis d, Dialog dialog, Map<String, String> streams,
            List<IcmpView> icmp) {
        return new DiagnosisView.Problem(d.code(), d.severity().name().toLowerCase(Locale.ROOT), d.sentence(),
                d.advice(), d.evidence().stream().map(e -> text(e, dialog, streams, icmp)).toList());
    }

    private static String text(Evidence evidence, Dialog dialog, Map<String, String> streams,
            List<IcmpView> icmp) {
        return switch (evidence) {
            case Evidence.OfMessage m -> message(dialog.message(m.index()));
            case Evidence.OfStream s -> streams.getOrDefault(s.streamId(), "stream " + s.streamId());
            case Evidence.OfNetworkError e -> icmp(icmp.get(e.index()));
            case Evidence.OfLogLine l -> "log line " + l.lineId();
        };
    }

    private static String icmp(IcmpView v) {
        return "ICMP " + v.error() + " from " + v.reporter() + " at " + v.firstSeen();
    }

    private static String message(LadderMessage m) {
        return "message " + (m.index() + 1) + ", " + m.title() + " at " + ViewJson.instant(m.timeNs());
    }
}
