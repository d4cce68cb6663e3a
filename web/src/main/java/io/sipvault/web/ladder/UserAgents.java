package io.sipvault.web.ladder;

import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.ingest.sip.NameAddress;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which program a host runs. A proxy passes on the User-Agent of others, so only what the sender itself wrote counts: a
 * request that no proxy has touched (one Via, RFC 3261 18.1.1), a 100, which no proxy passes on (16.7), and a response
 * whose Contact is the sender's own address.
 */
final class UserAgents {
    private static final int MOST_CELLS = 80;
    private static final int TRYING = 100;

    private UserAgents() {}

    static void read(List<WitnessedMessage> messages, Columns columns) {
        for (WitnessedMessage m : messages) {
            int column = columns.source(m.observation().flow());
            if (columns.lacksUserAgent(column) && isOwn(m.message(), m.observation().flow().source())) {
                String name = name(m.message());
                if (name != null) {
                    columns.userAgent(column, VisibleText.of(name.strip(), MOST_CELLS));
                }
            }
        }
    }

    private static boolean isOwn(SipMessage message, Endpoint source) {
        if (message.isRequest()) {
            return message.vias().size() == 1;
        }
        return message.statusCode() == TRYING
                || message.contacts().stream().anyMatch(contact -> isAt(contact, source));
    }

    private static boolean isAt(NameAddress contact, Endpoint source) {
        Endpoint named = Endpoint.parse(contact.uri().host(), source.port());
        return source.equals(named);
    }

    private static @Nullable String name(SipMessage message) {
        String name = message.header(message.isRequest() ? "User-Agent" : "Server");
        String other = name != null ? name : message.header(message.isRequest() ? "Server" : "User-Agent");
        return other == null || other.isBlank() ? null : other;
    }
}
