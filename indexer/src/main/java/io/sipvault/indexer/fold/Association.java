package io.sipvault.indexer.fold;

import io.sipvault.ingest.wire.Hash128;

/**
 * The dialog that a stream belongs to, by which binding.
 *
 * @param dialog
 *            its id
 * @param together
 *            whether the dialog announced both ends: then no other dialog has it that announced one of them alone
 * @param toward
 *            the side that receives the stream, by label; unknown where neither end was announced
 */
record Association(String dialog, String callId, FoldState.Binding binding, boolean together,
        String toward) {
    /** Equal when a stream that was measured by it need not be measured again. */
    String fingerprint() {
        return Hash128.of(dialog + toward + together + binding.formats() + binding.ptime()).toString();
    }
}
