package io.sipvault.indexer.quality;

import io.sipvault.indexer.quality.PayloadProfile.Role;
import io.sipvault.indexer.quality.SequenceTracker.Place;
import io.sipvault.ingest.rtp.PacketTrace;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** One pass over a merged trace in arrival order, then one in sequence order. */
final class StreamMeasurement {
    private final PacketTrace trace;
    private final TraceSpan span;
    private final int firstRow;
    private final int endRow;
    private final StreamFormat format;
    private final AnalysisOptions options;
    private final PayloadSurvey survey;
    private final SequenceTracker tracker;
    private final JitterMeter jitter = new JitterMeter();
    private final PlayoutSimulation playout = new PlayoutSimulation();
    private final DtmfDetector dtmf = new DtmfDetector();
    private GapMeter gaps = new GapMeter();
    private final ImpairmentRuns runs = new ImpairmentRuns();
    private IntervalSeries intervals;
    private final BitSet discardedRows = new BitSet();

    private long octets;
    private int placed;
    private int duplicates;
    private int reordered;
    private int codecChanges;
    private int lastMediaType = -1;

    /** The tracker's last position before the first row, and before the end. */
    private long positionBefore = Long.MIN_VALUE;
    private long lastPosition;
    private SequenceTracker.Counts before = SequenceTracker.Counts.NONE;
    private SequenceTracker.Counts until = SequenceTracker.Counts.NONE;

    StreamMeasurement(PacketTrace trace, TraceSpan span, StreamFormat format, AnalysisOptions options) {
        this.trace = trace;
        this.span = span;
        this.firstRow = span.firstRow(trace);
        this.endRow = span.endRow(trace);
        this.format = format;
        this.options = options;
        this.survey = new PayloadSurvey(trace, firstRow, endRow, format);
        this.tracker = new SequenceTracker(trace.size());
        this.intervals = new IntervalSeries(options.intervalMs());
    }

    StreamQuality measure() {
        for (int row = 0; row < firstRow; row++) {
            arrive(row);
        }
        begin();
        for (int row = firstRow; row < endRow; row++) {
            arrive(row);
        }
        until = tracker.counts();
        lastPosition = tracker.lastPosition();
        for (int row = endRow; row < trace.size(); row++) {
            arriveBehind(row);
        }
        followSequence();
        return figures();
    }

    /** What came before set the state; from here on it counts. */
    private void begin() {
        jitter.beginFigures();
        playout.beginFigures();
        gaps = new GapMeter();
        intervals = new IntervalSeries(options.intervalMs());
        octets = 0;
        duplicates = 0;
        reordered = 0;
        codecChanges = 0;
        if (firstRow > 0) {
            before = tracker.counts();
            positionBefore = tracker.lastPosition();
        }
    }

    private Place place(int row, PayloadProfile profile) {
        return tracker.place(row, trace.sequenceNumber(row), trace.timestamp(row), trace.arrivalNs(row),
                profile.usualStepTicks(), profile.clockRateHz());
    }

    /** Late packets fill what would be holes, and digits may still be pressed. */
    private void arriveBehind(int row) {
        PayloadProfile profile = survey.profile(trace.payloadType(row));
        switch (place(row, profile)) {
            case IN_ORDER, LATE -> readEvent(row, profile, tracker.restarts());
            case RESTART -> readEvent(row, profile, tracker.restarts());
            case STRAY -> readEvent(row, profile, tracker.restarts() + 1);
            case DUPLICATE -> {
                // says nothing new
            }
        }
    }

    private void arrive(int row) {
        long arrivalNs = trace.arrivalNs(row);
        PayloadProfile profile = survey.profile(trace.payloadType(row));
        octets += trace.payloadLength(row);
        if (row > 0) {
            gaps.accept(trace.arrivalNs(row - 1), arrivalNs);
        }
        Place place = place(row, profile);
        IntervalSeries.Sums interval = intervals.at(arrivalNs);
        interval.packets++;
        if (place != Place.DUPLICATE) {
            interval.unique++;
        }
        switch (place) {
            case IN_ORDER -> inOrder(row, profile, interval);
            case RESTART -> {
                interrupt();
                inOrder(row, profile, interval);
            }
            case LATE -> late(row, profile);
            case DUPLICATE -> duplicates++;
            case STRAY -> readEvent(row, profile, tracker.restarts() + 1);
        }
    }

    private void inOrder(int row, PayloadProfile profile, IntervalSeries.Sums interval) {
        if (!profile.isMedia()) {
            interrupt();
            readEvent(row, profile, tracker.restarts());
            return;
        }
        countCodecChange(profile);
        boolean sampled = jitter.accept(profile, trace.arrivalNs(row), trace.timestamp(row), trace.marker(row),
                tracker.position(tracker.size() - 1));
        if (sampled) {
            interval.jitterSumNs += jitter.jitterNs();
            interval.jitterSamples++;
        }
        if (playout.accept(trace.arrivalNs(row), trace.timestamp(row), profile.nsPerTick(), sampled,
                jitter.jitterNs())) {
            discardedRows.set(row);
        }
    }

    private void interrupt() {
        jitter.interrupt();
        playout.interrupt();
    }

    private void countCodecChange(PayloadProfile profile) {
        if (lastMediaType >= 0 && profile.payloadType() != lastMediaType) {
            codecChanges++;
        }
        lastMediaType = profile.payloadType();
    }

    private void late(int row, PayloadProfile profile) {
        reordered++;
        if (profile.isMedia()) {
            if (playout.acceptLate(trace.arrivalNs(row), trace.timestamp(row), profile.nsPerTick(),
                    jitter.jitterNs())) {
                discardedRows.set(row);
            }
        } else {
            readEvent(row, profile, tracker.restarts());
        }
    }

    private void readEvent(int row, PayloadProfile profile, int run) {
        if (profile.role() == Role.TELEPHONE_EVENT && trace.mayBeEvent(row)) {
            dtmf.accept(trace.eventPayload(row), trace.timestamp(row), trace.arrivalNs(row), trace.marker(row), run,
                    profile.clockRateHz());
        }
    }

    /** Losses and discards along the sequence: only in this order do they have neighbours. */
    private void followSequence() {
        for (int i = 0; i < tracker.size(); i++) {
            int row = tracker.row(i);
            if (tracker.position(i) <= positionBefore || tracker.position(i) > lastPosition) {
                continue;
            }
            placed++;
            long missing = i == 0 ? 0 : tracker.position(i) - tracker.position(i - 1) - 1;
            if (missing > 0) {
                runs.lose(missing);
                intervals.addLost(span.clamp(trace.arrivalNs(tracker.row(i - 1))), span.clamp(trace.arrivalNs(row)),
                        missing);
            }
            playOrDiscard(discardedRows.get(row), intervals.at(span.clamp(trace.arrivalNs(row))).runs);
        }
    }

    private void playOrDiscard(boolean discard, ImpairmentRuns intervalRuns) {
        if (discard) {
            runs.discard();
            intervalRuns.discard();
        } else {
            runs.play();
            intervalRuns.play();
        }
    }

    private StreamQuality figures() {
        PayloadProfile main = survey.main();
        double ptimeMs = ptimeMs(main);
        Scorer scorer = new Scorer(main, options, ptimeMs);
        long expected = until.expected() - before.expected();
        int unique = placed + until.strays() - before.strays();
        long lost = expected - unique;
        int size = endRow - firstRow;
        return new StreamQuality(size == 0 ? 0 : trace.arrivalNs(firstRow),
                size == 0 ? 0 : trace.arrivalNs(endRow - 1), size, unique, duplicates, reordered, expected, lost,
                expected == 0 ? 0 : 100.0 * lost / expected, octets, until.restarts() - before.restarts(),
                playout.discardedFixed(),
                playout.discardedAdaptive(), jitter.figures(), runs.burstR(expected), gaps.longestMs(),
                gaps.longestStartNs(), gaps.silences(), gaps.silenceMs(),
                survey.seen().stream().filter(p -> p.packets() > 0).map(PayloadProfile::toUse).toList(), codecChanges,
                main == null || main.encodingName().isEmpty() ? null : main.encodingName(), ptimeMs,
                scorer.score(runs, expected), intervals.toIntervals(scorer),
                dtmf.digits().stream().filter(d -> span.holds(d.startNs())).toList());
    }

    private double ptimeMs(@Nullable PayloadProfile main) {
        if (main == null || main.usualStepTicks() == 0) {
            return format.ptimeMs();
        }
        return main.usualStepTicks() * 1000.0 / main.clockRateHz();
    }
}
