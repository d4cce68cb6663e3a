package io.sipvault.indexer.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sipvault.indexer.quality.CodecScale.Unscored;
import io.sipvault.indexer.quality.CodecScale.Values;
import io.sipvault.indexer.quality.MosScore.NoScoreReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {
    @ParameterizedTest
    @CsvSource({"PCMU,true,0,4.41", "PCMU,true,1,4.33", "PCMA,true,2,4.23", "PCMU,true,5,3.92", "PCMU,true,10,3.41",
            "PCMU,true,20,2.63", "PCMU,false,1,3.83", "PCMA,false,5,2.17", "G729,true,0,4.10", "G729,true,2,3.79",
            "G729,true,5,3.34"})
    void givesThePublishedScoresForRandomLoss(String codec, boolean concealment, double pplPercent, double mos) {
        Values values = (Values) CodecScale.of(codec, 8000, 160, concealment);
        double impairment = EModel.effectiveImpairment(values.ie(), values.bpl(), pplPercent, 1);
        assertThat(EModel.mos(EModel.rating(0, impairment))).isCloseTo(mos, within(0.005));
    }

    @Test
    void punishesBursts() {
        // 95 * 5 / (5 / 2 + 25.1) against 95 * 5 / (5 + 25.1)
        assertThat(EModel.effectiveImpairment(0, 25.1, 5, 2)).isCloseTo(17.21, within(0.005));
        assertThat(EModel.effectiveImpairment(0, 25.1, 5, 1)).isCloseTo(15.78, within(0.005));
    }

    @Test
    void boundsTheScore() {
        assertThat(EModel.mos(-20)).isEqualTo(1);
        assertThat(EModel.mos(0)).isEqualTo(1);
        assertThat(EModel.mos(6.49)).isEqualTo(1);
        assertThat(EModel.mos(6.5)).isGreaterThanOrEqualTo(1).isLessThan(1.01);
        assertThat(EModel.mos(100)).isEqualTo(4.5);
        assertThat(EModel.mos(120)).isEqualTo(4.5);
    }

    @Test
    void impairsDelaysOverAHundredMs() {
        assertThat(EModel.delayImpairment(0)).isZero();
        assertThat(EModel.delayImpairment(100)).isZero();
        // x = 1: 25 * (2^(1/6) - 3 * (1 + 1/729)^(1/6) + 2)
        assertThat(EModel.delayImpairment(200)).isCloseTo(3.04, within(0.01));
        // x = 2: 25 * (65^(1/6) - 3 * (1 + 64/729)^(1/6) + 2)
        assertThat(EModel.delayImpairment(400)).isCloseTo(24.07, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({"G722,8000,WIDEBAND", "OPUS,48000,WIDEBAND", "AMR-WB,16000,WIDEBAND", "SPEEX,16000,WIDEBAND",
            "SPEEX,8000,NO_ITU_VALUES", "ILBC,8000,NO_ITU_VALUES", "AMR,8000,NO_ITU_VALUES",
            "GSM,8000,NO_ITU_VALUES", "H264,90000,NO_ITU_VALUES", "'',8000,CODEC_UNKNOWN"})
    void inventsNoScore(String codec, int clockRateHz, NoScoreReason reason) {
        assertThat(CodecScale.of(codec, clockRateHz, 100, true)).isEqualTo(new Unscored(reason));
    }

    @Test
    void scoresG723OnlyInItsHigherRate() {
        assertThat(CodecScale.of("G723", 8000, 24, true)).isEqualTo(new Values(15, 16.1, true));
        assertThat(CodecScale.of("G723", 8000, 48, true)).isEqualTo(new Values(15, 16.1, true));
        assertThat(CodecScale.of("G723", 8000, 20, true)).isEqualTo(new Unscored(NoScoreReason.NO_ITU_VALUES));
    }

    @Test
    void knowsGsmEnhancedFullRate() {
        assertThat(CodecScale.of("GSM-EFR", 8000, 31, true)).isEqualTo(new Values(5, 10.0, true));
    }
}
