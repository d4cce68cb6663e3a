package io.sipvault.indexer.quality;

import io.sipvault.indexer.quality.CodecScale.Unscored;
import io.sipvault.indexer.quality.CodecScale.Values;
import io.sipvault.indexer.quality.MosScore.NoScoreReason;
import org.jspecify.annotations.Nullable;

/** Scores a stream, or an interval of it, by the codec of most of its packets. */
final class Scorer {
    private static final String JITTER_BUFFER = "fixed 60 ms";
    private static final double JITTER_BUFFER_MS = 60;

    private final String codec;
    private final CodecScale scale;
    private final @Nullable Double roundTripMs;
    private final double ptimeMs;

    Scorer(@Nullable PayloadProfile main, AnalysisOptions options, double ptimeMs) {
        this.codec = main == null ? "" : main.encodingName();
        this.scale = main == null
                ? new Unscored(NoScoreReason.NO_AUDIO)
                : CodecScale.of(codec, main.clockRateHz(), main.usualPayloadLength(), options.lossConcealment());
        this.roundTripMs = options.roundTripMs();
        this.ptimeMs = ptimeMs;
    }

    /** Listening quality; null where the codec has no scale. */
    @Nullable
    Double listening(ImpairmentRuns runs, long expected) {
        return switch (scale) {
            case Values values -> EModel.mos(EModel.rating(0, effectiveImpairment(values, runs, expected)));
            case Unscored ignored -> null;
        };
    }

    private static double effectiveImpairment(Values values, ImpairmentRuns runs, long expected) {
        return EModel.effectiveImpairment(values.ie(), values.bpl(), 100 * runs.share(expected),
                runs.burstR(expected));
    }

    MosScore score(ImpairmentRuns runs, long expected) {
        return switch (scale) {
            case Values values -> score(values, runs, expected);
            case Unscored unscored -> MosScore.none(unscored.reason());
        };
    }

    private MosScore score(Values values, ImpairmentRuns runs, long expected) {
        double impairment = effectiveImpairment(values, runs, expected);
        double id = roundTripMs == null ? 0 : EModel.delayImpairment(mouthToEarMs(roundTripMs));
        MosInputs inputs = new MosInputs(EModel.MODEL, codec, values.concealment(), values.ie(), values.bpl(),
                100 * runs.share(expected), runs.burstR(expected), id, JITTER_BUFFER);
        Double conversational = roundTripMs == null ? null : EModel.mos(EModel.rating(id, impairment));
        return new MosScore(EModel.mos(EModel.rating(0, impairment)), conversational, inputs, null);
    }

    /** Half the round trip, one packet to fill and the jitter buffer. */
    private double mouthToEarMs(double roundTripMs) {
        return roundTripMs / 2 + ptimeMs + JITTER_BUFFER_MS;
    }
}
