package io.sipvault.indexer.fold;

import io.sipvault.indexer.view.StreamView;

/**
 * A stream as a dialog sees it.
 *
 * @param id
 *            of its document
 * @param toward
 *            the side that receives it, by label
 */
record StreamEvidence(String id, StreamView view, String toward) {
}
