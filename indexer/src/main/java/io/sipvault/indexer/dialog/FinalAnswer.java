package io.sipvault.indexer.dialog;

import java.util.List;

/**
 * The final response that decided a dialog.
 *
 * @param messageIndex
 *            of the response in the dialog's messages
 * @param status
 *            200 to 699
 * @param reasons
 *            values of Reason (RFC 3326), as written
 * @param warnings
 *            values of Warning (RFC 3261 20.43), as written
 */
public record FinalAnswer(int messageIndex, int status, String phrase, List<String> reasons, List<String> warnings) {
    static FinalAnswer of(SeenMessage response) {
        return new FinalAnswer(response.index(), response.status(), response.message().reasonPhrase(),
                response.message().values("Reason"), response.message().values("Warning"));
    }
}
