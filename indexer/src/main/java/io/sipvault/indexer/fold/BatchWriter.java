package io.sipvault.indexer.fold;

import io.sipvault.indexer.diagnosis.DiagnosisSummary;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.quality.AnalysisOptions;
import io.sipvault.indexer.quality.Probation;
import io.sipvault.indexer.quality.StreamAnalysis;
import io.sipvault.indexer.quality.StreamQuality;
import io.sipvault.indexer.rtcp.RtcpFigures;
import io.sipvault.indexer.search.DocumentBuilder;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.NewDocument;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.EntryKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Measures the streams of a closed batch, judges its dialogs and calls, and writes their documents. */
final class BatchWriter {
    private static final int SLICE = 1024;

    private final FoldBatch batch;
    private final IndexLookup lookup;
    private final DialogDocument documents;
    private final Executor executor;
    private final MediaOfDialogs media;
    private final RtpPresence presence;
    private final FirstIndexing first;
    private final Map<String, StoredDocument> old = new HashMap<>();
    private final Map<String, List<StoredDocument>> oldCallsOfLeg = new HashMap<>();

    BatchWriter(FoldBatch batch, IndexLookup lookup, NumberNormalizer numbers, Executor executor,
            FirstIndexing first) {
        this.first = first;
        this.batch = batch;
        this.lookup = lookup;
        this.documents = new DialogDocument(numbers);
        this.executor = executor;
        this.media = new MediaOfDialogs(batch);
        this.presence = new RtpPresence(lookup);
    }

    void write() {
        writeTorn();
        batch.icmp.write();
        writeStreams();
        presence.seal();
        batch.touchDialogs(presence.awaiting());
        batch.closeCalls();
        List<CallGroup> groups = CallGroup.of(batch.calls.values(), batch.commonLinks);
        findOld();
        writeCalls(groups);
    }

    /**
     * Newest first, which is the order of the index: segments that were written in order need not be sorted again. A slice at
     * a time, for documents take much more memory than what they are made of. What moved is removed when all is written, see
     * {@link IndexLookup#replace}.
     */
    private void writeCalls(List<CallGroup> groups) {
        List<CallGroup> sorted = new ArrayList<>(groups);
        sorted.sort(Comparator.comparingLong((CallGroup g) -> g.legs().getFirst().dialog.startNs()).reversed());
        Set<String> positions = new HashSet<>();
        for (int from = 0; from < sorted.size(); from += SLICE) {
            List<CallGroup> slice = sorted.subList(from, Math.min(sorted.size(), from + SLICE));
            List<NewDocument> written = new ArrayList<>();
            Parallel.map(slice, this::documentsOf, executor).forEach(written::addAll);
            if (!old.isEmpty()) {
                written.forEach(document -> positions.add(document.position()));
            }
            Parallel.inOrder(written, document -> lookup.put(document, isThere(document)), executor);
        }
        old.values().stream().filter(d -> !positions.contains(d.position())).forEach(lookup::remove);
    }

    private boolean isThere(NewDocument document) {
        return !old.isEmpty() && old.containsKey(document.position());
    }

    private void writeTorn() {
        batch.torn.touched().forEach((id, work) -> {
            DocumentBuilder doc = new DocumentBuilder().term(IndexField.ROW, IndexField.ROW_TORN)
                    .id(id + "@" + work.firstNs, id).times(work.firstNs, work.lastNs);
            String partition = PartitionedIndex.partitionOf(work.firstNs);
            doc.replaces(work.existing.values().stream().filter(d -> !d.partition().equals(partition))
                    .map(StoredDocument::position).distinct().toList());
            doc.stored(work.chunks, ViewJson.bytes(work.state()), new byte[0]);
            lookup.replace(List.copyOf(work.existing.values()), List.of(new NewDocument(partition, doc.build())));
        });
    }

    private record Measured(StreamWork work, @Nullable StreamView view, NewDocument document) {}

    private void writeStreams() {
        List<StreamWork> all = batch.streams.values().stream().flatMap(work -> work.parts().stream()).toList();
        Map<StreamKeyWork, List<NewDocument>> written = new LinkedHashMap<>();
        for (Measured measured : Parallel.map(all, this::measure, executor)) {
            written.computeIfAbsent(measured.work.of, key -> new ArrayList<>(1)).add(measured.document);
            if (measured.view != null) {
                media.add(measured.work.id(), measured.view, StreamViews.state(measured.work));
                if (measured.work.hasRtp()) {
                    presence.add(measured.work.vantage, measured.view);
                    if (isNew(former(measured.work))) {
                        first.stream(measured.view, measured.work.id());
                    }
                }
            }
        }
        written.forEach((key, documents) -> lookup.replace(key.old(), documents));
    }

    private static List<StoredDocument> former(StreamWork work) {
        return work.of.old().stream().filter(document -> document.id().equals(work.id())).toList();
    }

    private Measured measure(StreamWork work) {
        work.association = batch.bindings.associate(work).orElse(null);
        EntryKey twinKey = work.twin();
        StreamKeyWork twin = twinKey == null ? null : batch.streams.get(twinKey);
        StreamView view = work.hasRtp() ? view(work, twin) : reported(work, twin);
        work.forgetTrace();
        return new Measured(work, view,
                new NewDocument(StreamViews.partition(work), StreamViews.document(work, view)));
    }

    private static @Nullable StreamView view(StreamWork work, @Nullable StreamKeyWork twin) {
        work.confirmed = work.association != null || Probation.confirms(work.trace());
        if (!work.confirmed) {
            return null;
        }
        RtcpFigures rtcp = RtcpFigures.of(work.rtcp(twin), work.ssrc);
        StreamQuality quality = StreamAnalysis.analyse(work.trace(), work.span.measured(),
                StreamViews.format(work.association),
                AnalysisOptions.DEFAULT.withRoundTripMs(rtcp == null ? null : rtcp.roundTrip().wholeMs()));
        return StreamViews.view(work, quality, rtcp);
    }

    /** A stream of which only RTCP was seen is told where a dialog announced it. */
    private static @Nullable StreamView reported(StreamWork work, @Nullable StreamKeyWork twin) {
        boolean elsewhere = twin != null && twin.hasRtpNear(work.firstNs(), work.lastNs());
        RtcpFigures rtcp = RtcpFigures.of(work.rtcp(null), work.ssrc);
        work.confirmed = work.association != null && !elsewhere && rtcp != null;
        return work.confirmed && rtcp != null ? ReportedStreams.view(work, rtcp) : null;
    }

    /** What the documents of the batch replace: the dialogs' former ones, and the calls that those stood in. */
    private void findOld() {
        for (CallWork call : batch.calls.values()) {
            for (StoredDocument document : call.existing.values()) {
                old.put(document.position(), document);
                List<StoredDocument> calls = lookup.copies(IndexField.LEG, document.id(), Long.MIN_VALUE,
                        Long.MAX_VALUE);
                calls.forEach(c -> old.put(c.position(), c));
                oldCallsOfLeg.put(document.id(), calls);
            }
        }
    }

    private Collection<StoredDocument> oldCalls(List<DialogWork> legs) {
        Map<String, StoredDocument> calls = new TreeMap<>();
        for (DialogWork leg : legs) {
            for (StoredDocument former : leg.former()) {
                oldCallsOfLeg.getOrDefault(former.id(), List.of()).forEach(c -> calls.put(c.position(), c));
            }
        }
        return calls.values();
    }

    private List<NewDocument> documentsOf(CallGroup group) {
        List<NewDocument> written = new ArrayList<>(1);
        List<DialogView> views = new ArrayList<>(1);
        List<StreamEvidence> ofCall = new ArrayList<>();
        for (DialogWork leg : group.legs()) {
            List<StreamEvidence> all = media.of(leg);
            List<StreamEvidence> streams = all.stream().filter(StreamEvidence::hasRtp).toList();
            boolean rtpSeen = !streams.isEmpty() || leg.media.isEmpty() || presence.during(leg.dialog);
            DiagnosisSummary diagnosis = Diagnoses.judge(leg.dialog, all, leg.icmp, rtpSeen, leg.nowNs);
            DialogView view = DialogViews.of(leg, group, streams, diagnosis);
            views.add(view);
            if (isNew(leg.former())) {
                first.dialog(view);
            }
            ofCall.addAll(streams);
            written.add(new NewDocument(leg.partition(), documents.of(leg, view, streams,
                    earlier(leg.dialog.dueNs(), diagnosis.dueNs()), !rtpSeen)));
        }
        if (group.legs().size() > 1) {
            DialogView call = CallViews.of(group, views, ofCall);
            written.add(new NewDocument(group.legs().getFirst().partition(),
                    documents.ofCall(group.id(), group.legs(), call, ofCall, oldCalls(group.legs()))));
        }
        return written;
    }

    /** Whether nothing of it was shown before that was counted. */
    private boolean isNew(Collection<StoredDocument> former) {
        return former.stream().filter(document -> !document.display().isEmpty())
                .noneMatch(document -> document.sources().stream().anyMatch(first::isCounted));
    }

    /** The earlier of two times of which 0 is never. */
    private static long earlier(long a, long b) {
        return a == 0 || b == 0 ? Math.max(a, b) : Math.min(a, b);
    }
}
