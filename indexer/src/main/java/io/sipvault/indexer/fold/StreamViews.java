package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Side;
import io.sipvault.indexer.quality.MosInputs;
import io.sipvault.indexer.quality.MosScore;
import io.sipvault.indexer.quality.PayloadFormat;
import io.sipvault.indexer.quality.PayloadTypeUse;
import io.sipvault.indexer.quality.StreamFormat;
import io.sipvault.indexer.quality.StreamQuality;
import io.sipvault.indexer.rtcp.RtcpFigures;
import io.sipvault.indexer.search.DocumentBuilder;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.EntryKey;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.jspecify.annotations.Nullable;

/** What of a measured stream is shown, searched and stored. */
final class StreamViews {
    private StreamViews() {}

    /** The formats that a binding's SDP gave. */
    static StreamFormat format(@Nullable Association association) {
        if (association == null) {
            return StreamFormat.unknown();
        }
        Map<Integer, PayloadFormat> formats = new TreeMap<>();
        association.binding().formats().forEach((type, text) -> {
            int slash = text.lastIndexOf('/');
            formats.put(type, new PayloadFormat(text.substring(0, slash),
                    Integer.parseInt(text, slash + 1, text.length(), 10)));
        });
        return StreamFormat.ofSdp(formats, association.binding().ptime());
    }

    static StreamView view(StreamWork work, StreamQuality q, @Nullable RtcpFigures rtcp) {
        Association association = work.association;
        PayloadTypeUse main = q.payloadTypes().stream().max(Comparator.comparingInt(PayloadTypeUse::packets))
                .orElseThrow();
        MosScore mos = q.mos();
        MosInputs inputs = mos.inputs();
        String codec = q.codec();
        MosScore.NoScoreReason reason = mos.noScoreReason();
        return new StreamView(1, "0x" + HexFormat.of().toHexDigits(work.ssrc),
                codec != null ? codec : main.encodingName(), main.payloadType(), work.source.toString(),
                work.destination.toString(), q.packets(), q.octets(), rounded(q.jitter().endMs()),
                rounded(q.lossPercent()), association == null, association == null ? null : association.callId(),
                roundedOrNull(mos.listening()), ViewJson.instant(q.firstNs()), ViewJson.instant(q.lastNs()),
                intervals(q), q.expected(), q.lost(), q.duplicates(), q.reordered(), q.discardedFixed(),
                rounded(q.jitter().meanMs()), rounded(q.jitter().maxMs()),
                inputs == null
                        ? null
                        : new StreamView.Mos(inputs.model(), inputs.codec(), inputs.ie(), inputs.bpl(),
                                rounded(inputs.pplPercent()), rounded(inputs.burstR()), rounded(inputs.id())),
                reason == null ? null : reason.sentence(),
                q.digits().stream().map(d -> new StreamView.Digit(String.valueOf(d.digit()),
                        ViewJson.instant(d.startNs()), rounded(d.durationMs()))).toList(),
                work.vantage, association == null ? Side.UNKNOWN.label() : association.toward(), q.ptimeMs(),
                rounded(q.burstR()), rounded(q.maxGapMs()), payloadTypes(q), roundedOrNull(mos.conversational()),
                rtcp == null ? null : RtcpViews.of(rtcp, clockRateHz(q, main)));
    }

    /** The clock of the codec that most packets have. */
    private static int clockRateHz(StreamQuality q, PayloadTypeUse main) {
        return q.payloadTypes().stream().filter(p -> p.encodingName().equals(q.codec()))
                .max(Comparator.comparingInt(PayloadTypeUse::packets)).orElse(main).clockRateHz();
    }

    private static List<StreamView.Interval> intervals(StreamQuality q) {
        return q.intervals().stream().map(i -> new StreamView.Interval(ViewJson.instant(i.startNs()), i.packets(),
                i.lost(), roundedOrNull(i.jitterMs()), roundedOrNull(i.mos()))).toList();
    }

    private static List<StreamView.PayloadType> payloadTypes(StreamQuality q) {
        return q.payloadTypes().stream().map(p -> new StreamView.PayloadType(p.payloadType(), p.encodingName(),
                p.clockRateHz(), p.packets())).toList();
    }

    /** Three digits behind the point: microseconds of a millisecond. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    static @Nullable Double roundedOrNull(@Nullable Double value) {
        return value == null ? null : Double.valueOf(rounded(value));
    }

    static FoldState.OfStream state(StreamWork work) {
        Association association = work.association;
        EntryKey twin = work.twin();
        return new FoldState.OfStream(work.vantage, work.source.toString(), work.destination.toString(), work.ssrc,
                association == null ? "" : association.fingerprint(), association == null ? "" : association.dialog(),
                association != null && association.together(),
                association == null ? Side.UNKNOWN.label() : association.toward(), work.firstNs(), work.lastNs(),
                work.confirmed, work.hasRtp(), List.copyOf(work.own), torn(work),
                work.hasRtp() && twin != null ? twin.key().toString() : "");
    }

    private static List<String> torn(StreamWork work) {
        return work.chunks.stream().filter(TornKey::isTorn).toList();
    }

    static String partition(StreamWork work) {
        return PartitionedIndex.partitionOf(work.firstNs());
    }

    /** The document of a stream, or of a candidate that nothing confirmed yet. */
    static Document document(StreamWork work, @Nullable StreamView view) {
        DocumentBuilder doc = new DocumentBuilder();
        doc.term(IndexField.ROW, row(work, view));
        doc.id(work.id(), work.key.key().toString());
        doc.term(IndexField.STREAM_AT, work.source.toString());
        doc.term(IndexField.STREAM_AT, work.destination.toString());
        doc.replaces(work.replaced(partition(work)));
        doc.times(work.firstNs(), work.lastNs());
        doc.stored(work.chunks.stream().filter(chunk -> !TornKey.isTorn(chunk)).toList(), ViewJson.bytes(state(work)),
                view == null ? new byte[0] : ViewJson.bytes(view));
        if (view != null) {
            searched(doc, work, view);
        }
        return doc.build();
    }

    private static String row(StreamWork work, @Nullable StreamView view) {
        if (view == null) {
            return IndexField.ROW_CANDIDATE;
        }
        return work.hasRtp() ? IndexField.ROW_STREAM : IndexField.ROW_REPORTED;
    }

    private static void searched(DocumentBuilder doc, StreamWork work, StreamView view) {
        doc.term(IndexField.SSRC, view.ssrc());
        doc.term(IndexField.AGENT, work.vantage);
        doc.address(work.source);
        doc.address(work.destination);
        doc.decimal(IndexField.MOS, view.mos());
        doc.decimal(IndexField.LOSS, view.lossPct());
        doc.decimal(IndexField.JITTER, view.jitterMeanMs());
        if (work.association != null) {
            doc.term(IndexField.DIALOG, work.association.dialog());
            doc.term(IndexField.CALL_ID, work.association.callId());
        }
        view.payloadTypes().forEach(p -> doc.term(IndexField.CODEC, p.codec().toLowerCase(java.util.Locale.ROOT)));
    }
}
