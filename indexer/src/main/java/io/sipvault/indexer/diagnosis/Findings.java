package io.sipvault.indexer.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the rules say. */
final class Findings {
    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private final List<Unknown> unknowns = new ArrayList<>();

    void add(Problem problem, Severity severity, String sentence, String advice, List<Evidence> evidence) {
        diagnoses.add(new Diagnosis(problem, severity, sentence, advice, evidence));
    }

    void unknown(String subject, String sentence) {
        Unknown unknown = new Unknown(subject, sentence);
        if (!unknowns.contains(unknown)) {
            unknowns.add(unknown);
        }
    }

    /** The worst first; equals keep the order in which their rule found them. */
    List<Diagnosis> diagnoses() {
        return diagnoses.stream()
                .sorted(Comparator.comparing(Diagnosis::severity).thenComparing(Diagnosis::problem)).toList();
    }

    List<Unknown> unknowns() {
        return List.copyOf(unknowns);
    }

    static List<Evidence> messages(@Nullable Integer... indexes) {
        List<Evidence> evidence = new ArrayList<>();
        for (Integer index : indexes) {
            if (index != null) {
                evidence.add(new Evidence.OfMessage(index));
            }
        }
        return evidence;
    }

    static List<Evidence> streams(List<MediaStream> streams) {
        return streams.stream().map(stream -> (Evidence) new Evidence.OfStream(stream.id())).toList();
    }
}
