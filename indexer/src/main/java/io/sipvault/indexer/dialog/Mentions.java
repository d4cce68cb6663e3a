package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sip.NameAddress;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipUri;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything in a dialog that somebody may search for: numbers, domains, addresses, user agents, methods, statuses. */
final class Mentions {
    private static final int MAX_OF_A_KIND = 256;
    /** Messages of a dialog repeat the headers of those just before. */
    private static final int COMPARED = 4;

    private static final List<NumberRole> HEADERS = Arrays.stream(NumberRole.values())
            .filter(role -> !role.header().isEmpty()).toList();
    private static final List<String> AGENTS = List.of("User-Agent", "Server");

    private final Set<NumberMention> numbers = new LinkedHashSet<>();
    private final Set<String> domains = new LinkedHashSet<>();
    private final Set<Endpoint> endpoints = new LinkedHashSet<>();
    private final Set<String> userAgents = new LinkedHashSet<>();
    private final Set<String> methods = new LinkedHashSet<>();
    private final Set<Integer> statuses = new LinkedHashSet<>();
    private final List<Hop> hops = new ArrayList<>(2);
    private final Set<Header> read = new HashSet<>();
    private final List<SipMessage> latest = new ArrayList<>(COMPARED);

    /** A header value is read once, however many messages repeat it. */
    private record Header(NumberRole role, String value) {}

    private Mentions() {}

    static Mentions of(List<SeenMessage> messages) {
        Mentions mentions = new Mentions();
        for (SeenMessage message : messages) {
            if (message.isOriginal()) {
                mentions.read(message);
            }
        }
        return mentions;
    }

    List<NumberMention> numbers() {
        return List.copyOf(numbers);
    }

    List<String> domains() {
        return List.copyOf(domains);
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    List<String> userAgents() {
        return List.copyOf(userAgents);
    }

    List<String> methods() {
        return List.copyOf(methods);
    }

    List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    List<Hop> hops() {
        return List.copyOf(hops);
    }

    private void read(SeenMessage message) {
        path(message);
        if (message.isRequest()) {
            add(methods, message.method());
            read(NumberRole.REQUEST_URI, message.message().requestUri());
        } else {
            add(statuses, message.status());
        }
        headers(message.message());
        if (latest.size() == COMPARED) {
            latest.removeFirst();
        }
        latest.add(message.message());
    }

    private void headers(SipMessage message) {
        for (String agent : AGENTS) {
            if (isNew(message, agent)) {
                agent(message.header(agent));
            }
        }
        for (NumberRole role : HEADERS) {
            if (isNew(message, role.header())) {
                message.headers(role.header()).forEach(value -> read(role, value, message));
            }
        }
    }

    private boolean isNew(SipMessage message, String header) {
        if (!message.hasHeader(header)) {
            return false;
        }
        for (int i = latest.size() - 1; i >= 0; i--) {
            if (message.sharesHeaders(latest.get(i), header)) {
                return false;
            }
        }
        return true;
    }

    private void path(SeenMessage message) {
        if (hops.size() < MAX_OF_A_KIND && !isKnown(message.flow())) {
            hops.add(Hop.of(message.flow()));
            add(endpoints, message.flow().source());
            add(endpoints, message.flow().destination());
        }
    }

    private boolean isKnown(Flow flow) {
        for (Hop hop : hops) {
            if (hop.carries(flow)) {
                return true;
            }
        }
        return false;
    }

    private void agent(@Nullable String name) {
        if (name != null && !name.isBlank()) {
            add(userAgents, name);
        }
    }

    private void read(NumberRole role, String value, SipMessage message) {
        if (read.size() < MAX_OF_A_KIND && read.add(new Header(role, value))) {
            for (NameAddress address : message.addresses(role.header())) {
                read(role, address.uri());
            }
        }
    }

    private void read(NumberRole role, String requestUri) {
        if (read.size() < MAX_OF_A_KIND && read.add(new Header(role, requestUri))) {
            read(role, SipUri.parse(requestUri));
        }
    }

    private void read(NumberRole role, SipUri uri) {
        String user = uri.decodedUser();
        if (!user.isEmpty()) {
            add(numbers, new NumberMention(role, user));
        }
        boolean names = role != NumberRole.CONTACT && !uri.host().isEmpty();
        if (names) {
            add(domains, uri.host().toLowerCase(Locale.ROOT));
        }
    }

    private static <T> void add(Set<T> set, T value) {
        if (set.size() < MAX_OF_A_KIND) {
            set.add(value);
        }
    }
}
