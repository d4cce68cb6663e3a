package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sip.NameAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who From or To names. Texts are empty where the header says nothing.
 *
 * @param display
 *            display name without quotes
 * @param user
 *            user part with its escapes resolved
 */
public record Party(String user, String display, String host) {
    static final Party NOBODY = new Party("", "", "");

    static Party of(@Nullable NameAddress address) {
        return address == null
                ? NOBODY
                : new Party(address.uri().decodedUser(), address.displayName(), address.uri().host());
    }
}
