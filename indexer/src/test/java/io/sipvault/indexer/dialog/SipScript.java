package io.sipvault.indexer.dialog;

import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;
import io.sipvault.ingest.wire.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of a dialog as they would be seen: {@code SipScript.call().invite().at(800).ringing()}. Times are
 * milliseconds from {@link #START_NS}. Requests go from the caller unless {@link #fromCallee()} was said; a response
 * answers the last request of its method.
 */
public final class SipScript {
    /** 2026-03-01T12:00:00Z. */
    public static final long START_NS = 1_772_366_400_000_000_000L;
    public static final Endpoint CALLER = endpoint("192.0.2.1", 5060);
    public static final Endpoint PROXY = endpoint("192.0.2.99", 5060);
    public static final Endpoint CALLEE = endpoint("198.51.100.2", 5060);

    private final String callId;
    private final String vantage;
    private final List<WitnessedMessage> messages = new ArrayList<>();
    private final Map<String, Request> lastRequests = new HashMap<>();
    private final List<String> nextHeaders = new ArrayList<>();
    private final Map<String, Long> cseqs = new HashMap<>();
    private String fromUser = "alice";
    private String toUser = "bob";
    private String callerTag = "caller-tag";
    private String calleeTag = "callee-tag";
    private Endpoint callerAddress = CALLER;
    private Endpoint calleeAddress = CALLEE;
    private boolean fromCallee;
    private String branchSuffix = "";
    private String lastMethod = "INVITE";
    private String body = "";
    private String bodyType = "application/sdp";
    private @Nullable String nextTag;
    private long timeNs = START_NS;
    private int ipId = 1;
    private int branches;

    private record Request(String method, long cseq, String branch, String fromTag, boolean fromCallee, Flow flow) {}

    private SipScript(String callId, String vantage) {
        this.callId = callId;
        this.vantage = vantage;
    }

    public static SipScript call() {
        return new SipScript("call-1@example.com", "import");
    }

    public static SipScript call(String callId, String vantage) {
        return new SipScript(callId, vantage);
    }

    public static Endpoint endpoint(String address, int port) {
        return Objects.requireNonNull(Endpoint.parse(address, port), address);
    }

    /** Nanoseconds of a time of the script. */
    public static long ns(long milliseconds) {
        return START_NS + milliseconds * 1_000_000L;
    }

    public SipScript users(String from, String to) {
        fromUser = from;
        toUser = to;
        return this;
    }

    public SipScript addresses(Endpoint caller, Endpoint callee) {
        callerAddress = caller;
        calleeAddress = callee;
        return this;
    }

    /** The tag of the party that answers from here on. */
    public SipScript calleeTag(String tag) {
        calleeTag = tag;
        return this;
    }

    /** Time of the next message. */
    public SipScript at(double milliseconds) {
        timeNs = START_NS + Math.round(milliseconds * 1e6);
        return this;
    }

    /** The next request is the callee's. */
    public SipScript fromCallee() {
        fromCallee = true;
        return this;
    }

    /** From here on messages are seen between these, with Via branches of their own, as a proxy makes them. */
    public SipScript hop(String name, Endpoint nearCaller, Endpoint nearCallee) {
        branchSuffix = "-" + name;
        return addresses(nearCaller, nearCallee);
    }

    /** A header line of the next message. */
    public SipScript with(String header) {
        nextHeaders.add(header);
        return this;
    }

    /** The To tag of the next request, whatever the dialog has. */
    public SipScript toTag(String tag) {
        nextTag = tag;
        return this;
    }

    /** The body of the next message: a description of one PCMU stream. */
    public SipScript sdp(String address, int port) {
        return sdp(address, port, "sendrecv");
    }

    public SipScript sdp(String address, int port, String mode) {
        return body("application/sdp", Sdp.audio(address, port, mode));
    }

    public SipScript body(String contentType, String text) {
        bodyType = contentType;
        body = text;
        return this;
    }

    public SipScript invite() {
        return request("INVITE", false);
    }

    /** INVITE, re-INVITE inside the dialog. */
    public SipScript reinvite() {
        return request("INVITE", true);
    }

    public SipScript ack() {
        return request("ACK", true);
    }

    public SipScript bye() {
        return request("BYE", true);
    }

    public SipScript cancel() {
        return request("CANCEL", false);
    }

    public SipScript refer(String target) {
        return with("Refer-To: <" + target + ">").request("REFER", true);
    }

    /** A NOTIFY of a transfer with this status line. */
    public SipScript notifyTransfer(String subscriptionState, String statusLine) {
        return with("Event: refer").with("Subscription-State: " + subscriptionState)
                .body("message/sipfrag", statusLine + "\r\n").request("NOTIFY", true);
    }

    public SipScript register(String contact) {
        return with("Contact: " + contact).request("REGISTER", false);
    }

    /** A request of the next CSeq number; ACK and CANCEL take that of the last INVITE. */
    public SipScript request(String method, boolean inDialog) {
        Request invite = lastRequests.get("INVITE");
        boolean ofInvite = (method.equals("ACK") || method.equals("CANCEL")) && invite != null;
        long cseq = ofInvite && invite != null ? invite.cseq : cseqs.merge(side(), 1L, Long::sum);
        boolean ownBranch = !ofInvite || method.equals("ACK") && inDialog;
        branches += ownBranch ? 1 : 0;
        String branch = ownBranch || invite == null ? "z9hG4bK" + branches + branchSuffix : invite.branch;
        return request(method, inDialog, cseq, branch);
    }

    /** The ACK of a failed INVITE, in its transaction. */
    public SipScript ackOfFailure() {
        Request invite = Objects.requireNonNull(lastRequests.get("INVITE"));
        return request("ACK", true, invite.cseq, invite.branch);
    }

    /** The last request of this method once more on the present hop, as a proxy forwards it. */
    public SipScript forward(String method) {
        Request request = Objects.requireNonNull(lastRequests.get(method));
        return request(method, false, request.cseq, request.branch + branchSuffix);
    }

    private String side() {
        return fromCallee ? "callee" : "caller";
    }

    private SipScript request(String method, boolean inDialog, long cseq, String branch) {
        String from = fromCallee ? calleeTag : callerTag;
        String to = nextTag != null ? nextTag : !inDialog ? "" : fromCallee ? callerTag : calleeTag;
        Flow flow = fromCallee
                ? new Flow(Transport.UDP, calleeAddress, callerAddress)
                : new Flow(Transport.UDP, callerAddress, calleeAddress);
        String user = fromCallee ? fromUser : toUser;
        lastRequests.put(method, new Request(method, cseq, branch, from, fromCallee, flow));
        lastMethod = method.equals("ACK") ? lastMethod : method;
        String start = method + " sip:" + user + "@example.com SIP/2.0";
        see(text(start, branch, from, to, cseq, method), flow);
        fromCallee = false;
        nextTag = null;
        return this;
    }

    public SipScript trying() {
        return respond("INVITE", 100, "Trying");
    }

    public SipScript ringing() {
        return respond("INVITE", 180, "Ringing");
    }

    /** 200 to the last request. */
    public SipScript ok() {
        return respond(lastMethod, 200, "OK");
    }

    public SipScript ok(String method) {
        return respond(method, 200, "OK");
    }

    public SipScript respond(int status, String phrase) {
        return respond(lastMethod, status, phrase);
    }

    public SipScript respond(String method, int status, String phrase) {
        Request request = Objects.requireNonNull(lastRequests.get(method), method);
        String other = request.fromCallee ? callerTag : calleeTag;
        String start = "SIP/2.0 " + status + " " + phrase;
        String to = status == 100 ? "" : nextTag != null ? nextTag : other;
        see(text(start, request.branch, request.fromTag, to, request.cseq, method), request.flow.reversed());
        nextTag = null;
        return this;
    }

    private String text(String start, String branch, String fromTag, String toTag, long cseq, String method) {
        boolean callers = fromTag.equals(callerTag);
        StringBuilder text = new StringBuilder(start).append("\r\nVia: SIP/2.0/UDP host;branch=").append(branch)
                .append("\r\nFrom: ").append(party(callers ? fromUser : toUser)).append(";tag=").append(fromTag)
                .append("\r\nTo: ").append(party(callers ? toUser : fromUser))
                .append(toTag.isEmpty() ? "" : ";tag=" + toTag).append("\r\nCall-ID: ").append(callId)
                .append("\r\nCSeq: ").append(cseq).append(' ').append(method).append("\r\n");
        nextHeaders.forEach(header -> text.append(header).append("\r\n"));
        nextHeaders.clear();
        if (!body.isEmpty()) {
            text.append("Content-Type: ").append(bodyType).append("\r\n");
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        body = "";
        return text.toString();
    }

    private static String party(String user) {
        return "\"" + user.toUpperCase(Locale.ROOT) + "\" <sip:" + user + "@example.com>";
    }

    private void see(String text, Flow flow) {
        see(text.getBytes(StandardCharsets.UTF_8), flow, ipId++);
    }

    private void see(byte[] bytes, Flow flow, int id) {
        messages.add(witnessed(vantage, Hash128.of("chunk"), timeNs, flow, id, bytes, messages.size() * 1_000));
    }

    private static WitnessedMessage witnessed(String vantage, Hash128 chunk, long timeNs, Flow flow, int id,
            byte[] bytes, int offset) {
        SipObservation observation = new SipObservation(timeNs, flow, id, bytes.length, Hash128.of(bytes),
                new int[]{offset}, bytes);
        return new WitnessedMessage(vantage, chunk, observation, SipMessage.parse(bytes, 0, bytes.length));
    }

    /** The last message once more: its sender's timer fired. */
    public SipScript retransmit() {
        SipObservation last = messages.getLast().observation();
        see(last.text(), last.flow(), ipId++);
        return this;
    }

    /** The last packet once more, as a mirror port shows it. */
    public SipScript mirror() {
        SipObservation last = messages.getLast().observation();
        see(last.text(), last.flow(), last.ipId());
        return this;
    }

    /** Everything so far as another vantage saw it, its clock ahead by so much. */
    public List<WitnessedMessage> alsoSeenBy(String otherVantage, long clockAheadNs) {
        return messages.stream().map(m -> copy(m, otherVantage, Hash128.of(otherVantage), clockAheadNs)).toList();
    }

    /** Everything so far again, as a piece of the same capture in another chunk. */
    public List<WitnessedMessage> inChunk(String chunk) {
        return messages.stream().map(m -> copy(m, m.vantage(), Hash128.of(chunk), 0)).toList();
    }

    private static WitnessedMessage copy(WitnessedMessage m, String vantage, Hash128 chunk, long aheadNs) {
        SipObservation o = m.observation();
        return witnessed(vantage, chunk, o.timeNs() + aheadNs, o.flow(), o.ipId(), o.text(), o.packetOffsets()[0] + 7);
    }

    public List<WitnessedMessage> messages() {
        return List.copyOf(messages);
    }

    public DialogKey key(UsageKind kind) {
        return new DialogKey(callId, kind);
    }

    /** The kind is that of the first message, now is the time of the last. */
    public Dialog fold() {
        return foldAt(0);
    }

    /** Folded when the vantage has come to this time of the script. */
    public Dialog foldAt(long nowMilliseconds) {
        UsageKind kind = UsageKind.of(messages.getFirst().message());
        return DialogFolder.fold(key(kind), messages, ns(nowMilliseconds));
    }
}
