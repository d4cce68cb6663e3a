package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import java.util.List;

/**
 * All that is known of a dialog, with its streams.
 *
 * @param messagesUrl
 *            where its messages are
 */
record DialogDetail(@JsonUnwrapped DialogView dialog, List<StreamView> streams, String messagesUrl) {}
