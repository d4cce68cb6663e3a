package io.sipvault.jobs.figures;

import io.sipvault.indexer.fold.FirstIndexing;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Counts the dialogs and streams that one fold brings. A fold of several rounds may tell of one twice: it counts once. */
public final class FoldFigures implements FirstIndexing {
    private static final double MS_PER_S = 1000;

    private final Predicate<String> counted;
    private final Map<String, Boolean> countedByChunk = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final FigureSums sums = new FigureSums();

    /**
     * @param counted
     *            whether the figures of a chunk are in the table
     */
    public FoldFigures(Predicate<String> counted) {
        this.counted = counted;
    }

    @Override
    public boolean isCounted(String chunk) {
        return countedByChunk.computeIfAbsent(chunk, counted::test);
    }

    @Override
    public void dialog(DialogView dialog) {
        if (!told.add(dialog.id())) {
            return;
        }
        Long pddMs = dialog.timing().pddMs();
        if (pddMs != null) {
            sums.observe(Figure.PDD, pddMs / MS_PER_S);
        }
        dialog.diagnosis().problems().stream().map(DiagnosisView.Problem::code).distinct()
                .forEach(code -> sums.add(Figure.DIAGNOSES, code, 1));
    }

    @Override
    public void stream(StreamView stream, String id) {
        if (!told.add(id)) {
            return;
        }
        sums.add(Figure.STREAMS, stream.orphaned() ? "orphaned" : "established", 1);
        Double mos = stream.mos();
        if (mos != null) {
            sums.observe(Figure.MOS, mos);
        }
        sums.observe(Figure.JITTER, stream.jitterMeanMs());
        sums.observe(Figure.LOSS, stream.lossPct());
    }

    /** What was counted. */
    public FigureSums sums() {
        return sums;
    }
}
