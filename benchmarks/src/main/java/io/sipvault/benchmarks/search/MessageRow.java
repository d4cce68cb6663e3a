package io.sipvault.benchmarks.search;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.sip.NameAddress;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipUri;
import io.sipvault.ingest.sip.Via;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One SIP message as a row of {@code hep_proto_1_call} of Homer 7, in the text format of COPY: session, time, what is known
 * of the packet, what is known of the message, and its text.
 */
final class MessageRow {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private MessageRow() {}

    private record Member(String name, String json) {
        static Member text(String name, @Nullable String value) {
            String text = Objects.requireNonNullElse(value, "");
            return new Member(name, '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }

        static Member number(String name, long value) {
            return new Member(name, Long.toString(value));
        }
    }

    static String of(Packet packet, SipMessage message) {
        Instant time = Instant.ofEpochSecond(packet.timeNs() / NANOS_PER_SECOND, packet.timeNs() % NANOS_PER_SECOND);
        String raw = new String(packet.buffer(), message.offset(), message.length(), StandardCharsets.UTF_8);
        return String.join("\t", copied(message.callId()), time.toString(), copied(packetHeader(packet, time)),
                copied(dataHeader(message)), copied(raw)) + "\n";
    }

    private static String packetHeader(Packet packet, Instant time) {
        return object(List.of(Member.number("protocolFamily", 2), Member.number("protocol", packet.ipProtocol()),
                Member.text("srcIp", packet.source().address()),
                Member.text("dstIp", packet.destination().address()),
                Member.number("srcPort", packet.sourcePort()), Member.number("dstPort", packet.destinationPort()),
                Member.number("timeSeconds", time.getEpochSecond()),
                Member.number("timeUseconds", time.getNano() / 1000), Member.number("payloadType", 1),
                Member.text("captureId", "2001"), Member.text("correlation_id", "")));
    }

    private static String dataHeader(SipMessage message) {
        SipUri request = message.isRequest() ? SipUri.parse(message.requestUri()) : SipUri.parse("");
        Via via = message.topVia();
        List<NameAddress> identities = message.addresses("P-Asserted-Identity");
        NameAddress contact = message.contacts().isEmpty() ? null : message.contacts().getFirst();
        return object(List.of(Member.text("ruri_user", request.user()), Member.text("ruri_domain", request.host()),
                Member.text("from_user", user(message.from())), Member.text("from_domain", host(message.from())),
                Member.text("from_tag", message.fromTag()), Member.text("to_user", user(message.to())),
                Member.text("to_domain", host(message.to())), Member.text("to_tag", message.toTag()),
                Member.text("callid", message.callId()),
                Member.text("cseq", message.cseqNumber() + " " + message.cseqMethod()),
                Member.text("method",
                        message.isRequest() ? message.method() : Integer.toString(message.statusCode())),
                Member.text("via", via == null ? "" : message.header("Via")),
                Member.text("contact_user", user(contact)), Member.text("contact_domain", host(contact)),
                Member.text("user_agent", message.header("User-Agent")),
                Member.text("pid_user", identities.isEmpty() ? "" : user(identities.getFirst())),
                Member.text("auth_user", "")));
    }

    private static String user(@Nullable NameAddress address) {
        return address == null ? "" : address.uri().user();
    }

    private static String host(@Nullable NameAddress address) {
        return address == null ? "" : address.uri().host();
    }

    private static String object(List<Member> members) {
        return members.stream().map(member -> '"' + member.name + "\":" + member.json)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String copied(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
