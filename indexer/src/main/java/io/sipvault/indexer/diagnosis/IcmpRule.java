package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.diagnosis.NetworkError.Payload;
import io.sipvault.indexer.dialog.FinalAnswer;
import java.util.List;

/**
 * Packets that a host or router said it could not deliver. Media that meets a closed port when a call ends is usual and no
 * trouble, and so is RTCP that nobody listens to.
 */
final class IcmpRule implements Rule {
    private static final int REDIRECTION = 300;

    @Override
    public void judge(CallEvidence call, Findings findings) {
        for (int i = 0; i < call.errors().size(); i++) {
            NetworkError error = call.errors().get(i);
            if (error.payload() == Payload.SIP || (error.payload() == Payload.RTP && call.isDuringTalk(error))) {
                findings.add(Problem.ICMP_UNREACHABLE, severity(call, error), sentence(error), advice(error),
                        List.of(new Evidence.OfNetworkError(i)));
            }
        }
    }

    private static Severity severity(CallEvidence call, NetworkError error) {
        FinalAnswer answer = call.dialog().finalAnswer();
        boolean succeeded = answer != null && answer.status() < REDIRECTION;
        return error.payload() == Payload.SIP && !succeeded ? Severity.ERROR : Severity.WARNING;
    }

    private static String sentence(NetworkError error) {
        String times = error.count() == 1 ? "" : ", " + error.count() + " times";
        String what = error.payload() + " from " + error.source();
        return error.isRefusal()
                ? error.reporter() + " refused " + what + " at port " + error.destination().port() + ": ICMP "
                        + error.kind().words() + times + "."
                : error.reporter() + " could not deliver " + what + " to " + error.destination() + ": ICMP "
                        + error.kind().words() + times + ".";
    }

    private static String advice(NetworkError error) {
        String host = error.destination().address();
        return switch (error.kind()) {
            case PORT_UNREACHABLE -> "Nothing listens on UDP port " + error.destination().port() + " of " + host
                    + ": check " + (error.payload() == Payload.SIP
                            ? "that its SIP service runs, and where the address came from (DNS, Route, Contact)."
                            : "whether it closed its media port, and the address in its session description.");
            case HOST_UNREACHABLE, NETWORK_UNREACHABLE, OTHER -> "Check that " + host + " is up, and the routes of "
                    + error.reporter() + " to it.";
            case PROHIBITED -> "A filter at " + error.reporter() + " forbids it: check the firewall rules for "
                    + error.destination() + ".";
            case TOO_BIG -> "The packet of " + error.bytes() + " bytes is too long for the way and must not be"
                    + " fragmented: check the MTU, shorten the message, or send it over TCP (RFC 3261 18.1.1).";
            case TIME_EXCEEDED -> "Look for a routing loop behind " + error.reporter() + ".";
            case REASSEMBLY_TIME_EXCEEDED -> "Fragments were lost on the way to " + host
                    + ": check what drops fragments, or send long messages over TCP.";
        };
    }
}
