package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.view.DiagnosisView;
import java.util.List;

/** Judges a dialog by its messages and streams. */
final class Diagnoses {
    private Diagnoses() {
    }

    static DiagnosisView of(Dialog dialog, List<StreamEvidence> streams) {
        return new DiagnosisView(false, false, false, List.of(), List.of(), List.of(), dialog.state().label());
    }
}
