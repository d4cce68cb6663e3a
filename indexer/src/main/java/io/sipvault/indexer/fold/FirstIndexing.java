package io.sipvault.indexer.fold;

import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;

/**
 * Is told of dialogs and streams that the index gets for the first time, each once however often it is folded again. Many
 * threads tell it at once.
 */
public interface FirstIndexing {
    /** Tells nobody: for folds that repeat others. */
    FirstIndexing NOBODY = new FirstIndexing() {
        @Override
        public boolean isCounted(String chunk) {
            return true;
        }

        @Override
        public void dialog(DialogView dialog) {}

        @Override
        public void stream(StreamView stream, String id) {}
    };

    /**
     * Whether what a chunk brought was told and kept. A document of other chunks alone was written by a fold that died before
     * its figures were durable: it is told again.
     */
    boolean isCounted(String chunk);

    /** A new dialog. */
    void dialog(DialogView dialog);

    /** A new stream. */
    void stream(StreamView stream, String id);
}
