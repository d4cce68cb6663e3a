package io.sipvault.indexer.view;

import java.util.List;

/**
 * What is wrong with a dialog, and what could not be judged.
 *
 * @param hints
 *            a sentence for each problem
 * @param unknown
 *            what could not be judged, and why
 */
public record DiagnosisView(boolean oneWayAudio, boolean natMismatch, boolean noMedia, List<String> hints,
        List<Problem> problems, List<String> unknown, String summary) {
    /** One diagnosis with what proves it and what to do. */
    public record Problem(String code, String severity, String sentence, String advice, List<String> evidence) {}
}
