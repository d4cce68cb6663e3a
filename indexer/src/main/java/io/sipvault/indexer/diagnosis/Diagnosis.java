package io.sipvault.indexer.diagnosis;

import java.util.List;

/**
 * One finding.
 *
 * @param sentence
 *            what happened, with figures; begins with a capital and ends with a full stop
 * @param advice
 *            what to do next, empty where there is nothing to do
 * @param evidence
 *            what shows it, in time order
 */
public record Diagnosis(Problem problem, Severity severity, String sentence, String advice, List<Evidence> evidence) {
    public String code() {
        return problem.code();
    }
}
