package io.sipvault.indexer.fold;

import io.sipvault.indexer.view.StreamView;

/**
 * A stream as a dialog sees it.
 *
 * @param id
 *            of its document
 * @param toward
 *            the side that receives it, by label
 * @param mediaType
 *            of the m= section that announced it, such as audio
 */
record StreamEvidence(String id, StreamView view, String toward, String mediaType) {
    /** Whether any of its packets was seen; else only RTCP speaks of it. */
    boolean hasRtp() {
        return view.packets() > 0;
    }
}
