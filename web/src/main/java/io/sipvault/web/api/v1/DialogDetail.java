package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.web.evidence.Expiries.Expired;
import java.util.List;

/**
 * All that is known of a dialog, with its streams.
 *
 * @param messagesUrl
 *            where its messages are
 * @param expired
 *            by which policies its packets are kept no longer
 */
record DialogDetail(@JsonUnwrapped DialogView dialog, List<StreamView> streams, String messagesUrl,
        List<Expired> expired) {}
