package io.sipvault.indexer.diagnosis;

import java.util.List;

/**
 * The verdict over a dialog.
 *
 * @param summary
 *            a sentence or two for somebody in a hurry
 * @param diagnoses
 *            the worst first
 * @param unknown
 *            what could not be judged, so that an empty list of findings is not taken for health
 * @param dueNs
 *            when the verdict may change though nothing more comes, 0 when it will not
 */
public record DiagnosisSummary(String summary, List<Diagnosis> diagnoses, List<Unknown> unknown, long dueNs) {
    public boolean has(Problem problem) {
        return diagnoses.stream().anyMatch(diagnosis -> diagnosis.problem() == problem);
    }

    public boolean oneWayAudio() {
        return has(Problem.ONE_WAY_AUDIO);
    }

    public boolean natMismatch() {
        return has(Problem.NAT_MISMATCH);
    }

    public boolean noMedia() {
        return has(Problem.NO_MEDIA);
    }

    /** The findings as sentences, in order. */
    public List<String> hints() {
        return diagnoses.stream().map(Diagnosis::sentence).toList();
    }
}
