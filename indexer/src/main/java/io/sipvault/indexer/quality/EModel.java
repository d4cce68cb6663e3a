package io.sipvault.indexer.quality;

/**
 * The E-model of ITU-T G.107 with its default parameters, which leave of the transmission rating: R = 93.2 - Id - Ie,eff
 * (G.107 7.1). The echo terms of Id need an echo path loss that no capture shows, so Id is that of delay alone (Idd).
 */
final class EModel {
    static final String MODEL = "ITU-T G.107 (06/2015)";

    private static final double DEFAULT_R = 93.2;
    private static final double WORST_IMPAIRMENT = 95;

    private EModel() {}

    /** Effective equipment impairment, G.107 7.5; {@code burstR} is 1 for random loss. */
    static double effectiveImpairment(double ie, double bpl, double pplPercent, double burstR) {
        return pplPercent <= 0
                ? ie
                : ie + (WORST_IMPAIRMENT - ie) * pplPercent / (pplPercent / Math.max(1, burstR) + bpl);
    }

    static double rating(double id, double effectiveImpairment) {
        return DEFAULT_R - id - effectiveImpairment;
    }

    /** G.107 annex B. The cubic dips under 1 below R = 6.5. */
    static double mos(double rating) {
        if (rating < 6.5) {
            return 1;
        }
        double cubic = 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating);
        return rating >= 100 ? 4.5 : Math.max(1, cubic);
    }

    /** Idd of G.107 7.4 for one way mouth to ear, with the default sensitivity sT = 1 and mT = 100 ms. */
    static double delayImpairment(double oneWayMs) {
        if (oneWayMs <= 100) {
            return 0;
        }
        double x = Math.log(oneWayMs / 100) / Math.log(2);
        return 25 * (sixthRoot(1 + Math.pow(x, 6)) - 3 * sixthRoot(1 + Math.pow(x / 3, 6)) + 2);
    }

    private static double sixthRoot(double value) {
        return Math.pow(value, 1.0 / 6);
    }
}
