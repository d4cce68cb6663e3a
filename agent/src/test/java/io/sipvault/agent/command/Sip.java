package io.sipvault.agent.command;

import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages as they pass. */
record Sip(String from, String to, String callId, String method, String more, String source) {
    static final Sip CALL = new Sip("<sip:+15554430191@acme.example>", "<sip:15558672044@vault.example>", "call-1@host",
            "INVITE", "", "192.0.2.7");

    Sip from(String value) {
        return new Sip(value, to, callId, method, more, source);
    }

    Sip to(String value) {
        return new Sip(from, value, callId, method, more, source);
    }

    Sip callId(String value) {
        return new Sip(from, to, value, method, more, source);
    }

    Sip method(String value) {
        return new Sip(from, to, callId, value, more, source);
    }

    Sip more(String headers) {
        return new Sip(from, to, callId, method, headers, source);
    }

    Sip source(String address) {
        return new Sip(from, to, callId, method, more, address);
    }

    String text() {
        return method + " sip:target@198.51.100.9 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1\r\nFrom: "
                + from + ";tag=1\r\nTo: " + to + "\r\nCall-ID: " + callId + "\r\nCSeq: 1 " + method + "\r\n" + more
                + "Content-Length: 0\r\n\r\n";
    }

    void pass(Scopes scopes, Endpoint... announced) {
        passAt(scopes, 0, announced);
    }

    /** @param seconds of capture time, later than other messages */
    void passAt(Scopes scopes, int seconds, Endpoint... announced) {
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        Endpoint remote = Endpoint.parse(source, 5060);
        if (remote == null) {
            throw new AssertionError(source);
        }
        scopes.watch().message(new Flow(Transport.UDP, remote, Endpoint.ofV4(0x0a000001, 5060)),
                1_000_000_000L * (1 + seconds), bytes,
                SipMessage.parse(bytes, 0, bytes.length), List.of(announced));
    }
}
