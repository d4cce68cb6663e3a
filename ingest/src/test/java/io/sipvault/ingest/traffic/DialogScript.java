package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes the messages of one dialog as they pass its hops. */
final class DialogScript {
    private static final long RELAY_NS = 1_700_000;

    private final SplittableRandom random;
    private final List<Hop> hops;
    private final String from;
    private final String to;
    private final String callId;
    private final String fromTag;
    private final String toTag;
    private final String callerAgent;
    private final String calleeAgent;
    private int cseq;

    /**
     * @param hops
     *            from the caller on
     * @param from
     *            name and address without tag
     */
    DialogScript(SplittableRandom random, List<Hop> hops, String from, String to) {
        this.random = random;
        this.hops = hops;
        this.from = from;
        this.to = to;
        callId = Names.token(random) + "@" + hops.getFirst().caller().address();
        fromTag = Names.token(random);
        toTag = Names.token(random).substring(8);
        callerAgent = Names.userAgent(random);
        calleeAgent = Names.userAgent(random);
        cseq = 1 + random.nextInt(900);
    }

    Transaction begin(String method, boolean fromCaller) {
        cseq++;
        return another(method, cseq, fromCaller);
    }

    /** The ACK of a success is a transaction of its own with the number of its INVITE (RFC 3261 13.2.2.4). */
    Transaction ackOf(Transaction invite) {
        return another("ACK", invite.cseq(), invite.fromCaller());
    }

    private Transaction another(String method, int number, boolean fromCaller) {
        List<String> branches = new ArrayList<>();
        for (int i = 0; i < hops.size(); i++) {
            branches.add("z9hG4bK" + Names.token(random));
        }
        return new Transaction(method, number, fromCaller, branches);
    }

    /** @param headers whole lines beyond those that every message has */
    void request(long timeNs, Transaction transaction, String uri, boolean inDialog, String headers, String body) {
        boolean fromCaller = transaction.fromCaller();
        for (int i = 0; i < hops.size(); i++) {
            StringBuilder text = new StringBuilder(1024);
            text.append(transaction.method()).append(' ').append(uri).append(" SIP/2.0\r\n");
            vias(text, transaction, i);
            text.append("Max-Forwards: ").append(70 - i).append("\r\n");
            party(text, "From: ", fromCaller ? from : to, fromCaller ? fromTag : toTag);
            party(text, "To: ", fromCaller ? to : from, !inDialog ? "" : fromCaller ? toTag : fromTag);
            finish(text, transaction, fromCaller ? callerAgent : calleeAgent, headers, body);
            add(hop(transaction, i), timeNs + i * RELAY_NS, fromCaller, text);
        }
    }

    void response(long timeNs, Transaction transaction, String status, String headers, String body) {
        boolean fromCaller = transaction.fromCaller();
        boolean tagged = !status.startsWith("100");
        for (int i = hops.size() - 1, relays = 0; i >= 0; i--, relays++) {
            StringBuilder text = new StringBuilder(1024);
            text.append("SIP/2.0 ").append(status).append("\r\n");
            vias(text, transaction, i);
            party(text, "From: ", fromCaller ? from : to, fromCaller ? fromTag : toTag);
            party(text, "To: ", fromCaller ? to : from, !tagged ? "" : fromCaller ? toTag : fromTag);
            finish(text, transaction, fromCaller ? calleeAgent : callerAgent, headers, body);
            add(hop(transaction, i), timeNs + relays * RELAY_NS, !fromCaller, text);
        }
    }

    private Hop hop(Transaction transaction, int i) {
        return transaction.fromCaller() ? hops.get(i) : hops.get(hops.size() - 1 - i);
    }

    /** The latest Via stands first: every hop passed adds one. */
    private void vias(StringBuilder text, Transaction transaction, int last) {
        for (int i = last; i >= 0; i--) {
            Hop hop = hop(transaction, i);
            Endpoint sender = hop.sender(transaction.fromCaller());
            text.append("Via: SIP/2.0/").append(hop.transport()).append(' ').append(sender).append(";branch=")
                    .append(transaction.branches().get(i)).append(";rport\r\n");
        }
    }

    private static void party(StringBuilder text, String name, String address, String tag) {
        text.append(name).append(address);
        if (!tag.isEmpty()) {
            text.append(";tag=").append(tag);
        }
        text.append("\r\n");
    }

    private void finish(StringBuilder text, Transaction transaction, String agent, String headers, String body) {
        text.append("Call-ID: ").append(callId).append("\r\nCSeq: ").append(transaction.cseq()).append(' ')
                .append(transaction.method()).append("\r\nUser-Agent: ").append(agent).append("\r\n").append(headers);
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    }

    private static void add(Hop hop, long timeNs, boolean fromCaller, StringBuilder text) {
        hop.steps().add(new Step(timeNs, fromCaller, text.toString().getBytes(StandardCharsets.US_ASCII)));
    }
}
