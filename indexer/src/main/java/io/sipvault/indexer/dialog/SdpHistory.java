package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sdp.MediaDescription;
import io.sipvault.ingest.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Offers and answers of a call in time order, RFC 3264 and RFC 6337, and the media addresses that they bind. */
final class SdpHistory {
    /** A stranger may send any number of descriptions; later ones are not kept. */
    private static final int MAX_EVENTS = 2_000;

    private final Sides sides;
    private final Set<Integer> refusedTransactions = new HashSet<>();
    private final Map<Request, Boolean> offering = new HashMap<>();
    private final Map<String, Boolean> inviteOffers = new HashMap<>();
    private final Set<Said> said = new HashSet<>();
    private final List<SdpEvent> events = new ArrayList<>();
    private final List<MediaBinding> bindings = new ArrayList<>();

    private record Request(String method, long cseq, String fromTag) {
        static Request of(SeenMessage message) {
            return new Request(message.method(), message.cseq(), message.fromTag());
        }
    }

    /** What was said in an exchange, whenever and in whichever message. */
    private record Said(Request request, SdpEvent content) {}

    private SdpHistory(Sides sides) {
        this.sides = sides;
    }

    static SdpHistory of(List<SeenMessage> messages, Attempts attempts, Sides sides) {
        SdpHistory history = new SdpHistory(sides);
        attempts.all().forEach(history::noteRefused);
        for (SeenMessage message : messages) {
            if (message.isOriginal() && exchanges(message.method())) {
                history.read(message);
            }
        }
        return history;
    }

    List<SdpEvent> events() {
        return events;
    }

    List<MediaBinding> bindings() {
        return bindings;
    }

    private static boolean exchanges(String method) {
        return switch (method) {
            case "INVITE", "ACK", "UPDATE", "PRACK" -> true;
            default -> false;
        };
    }

    /** An initial INVITE that failed may have had early media, so only requests inside the dialog count. */
    private void noteRefused(Attempt attempt) {
        SeenMessage decision = attempt.isInDialog() ? attempt.decision() : null;
        if (decision != null && !decision.isSuccess()) {
            attempt.transactions().forEach(transaction -> refusedTransactions.add(transaction.id()));
        }
    }

    private void read(SeenMessage message) {
        SessionDescription sdp = message.message().bodyLength() > 0 ? message.sdp() : null;
        SdpExchange exchange = exchange(message);
        if (message.isRequest()) {
            noteOffer(message, sdp != null && exchange == SdpExchange.OFFER);
        }
        if (sdp != null) {
            for (MediaDescription media : sdp.media()) {
                read(new SdpSection(message, sdp, media, sides.of(message), exchange));
            }
        }
    }

    private void noteOffer(SeenMessage request, boolean offers) {
        offering.put(Request.of(request), offers);
        if (request.method().equals("INVITE")) {
            inviteOffers.put(request.fromTag(), offers);
        }
    }

    /** A response answers the offer of its request; without one there it makes the offer, for ACK or PRACK to answer. */
    private SdpExchange exchange(SeenMessage message) {
        if (message.isResponse()) {
            return offering.getOrDefault(Request.of(message), true) ? SdpExchange.ANSWER : SdpExchange.OFFER;
        }
        return switch (message.method()) {
            case "ACK" -> SdpExchange.ANSWER;
            case "PRACK" -> inviteOffers.getOrDefault(message.fromTag(), true) ? SdpExchange.OFFER : SdpExchange.ANSWER;
            default -> SdpExchange.OFFER;
        };
    }

    /** A 200 repeats what a 183 said, and hops pass descriptions on: the same once more is no event. */
    private void read(SdpSection section) {
        boolean refused = refusedTransactions.contains(section.message().transactionId());
        if (events.size() < MAX_EVENTS
                && said.add(new Said(Request.of(section.message()), section.event(0, 0, refused)))) {
            events.add(section.event(section.message().index(), section.message().timeNs(), refused));
        }
        MediaBinding binding = refused ? null : section.binding();
        if (binding != null && bindings.size() < MAX_EVENTS && !repeatsLast(binding)) {
            bindings.add(binding);
        }
    }

    private boolean repeatsLast(MediaBinding binding) {
        for (MediaBinding earlier : bindings.reversed()) {
            if (earlier.endpoint().equals(binding.endpoint()) && earlier.vantage().equals(binding.vantage())) {
                return binding.repeats(earlier);
            }
        }
        return false;
    }
}
