package io.sipvault.ingest.traffic;

import java.util.List;
import java.util.SplittableRandom;

/** Dialogs without media: registrations with their challenge, and OPTIONS as keep-alive. */
final class RegistrationPlan {
    private static final String REALM = "voice.example.net";

    private RegistrationPlan() {}

    static void register(Scene scene, SplittableRandom random, long startNs) {
        Hop hop = hop(scene, random);
        String user = "u" + (10_000 + random.nextInt(90_000));
        String address = "\"" + Names.displayName(random) + "\" <sip:" + user + "@" + REALM + ">";
        DialogScript script = new DialogScript(random, List.of(hop), address, "<sip:" + user + "@" + REALM + ">");
        String contact = "Contact: <sip:" + user + "@" + hop.caller() + ">";
        String lines = contact + "\r\nExpires: 3600\r\n";
        String uri = "sip:" + REALM;
        String nonce = Names.token(random) + Names.token(random);

        Transaction first = script.begin("REGISTER", true);
        long timeNs = startNs;
        script.request(timeNs, first, uri, false, lines, "");
        timeNs += Scene.about(random, 12);
        script.response(timeNs, first, "401 Unauthorized", "WWW-Authenticate: Digest realm=\"" + REALM
                + "\", nonce=\"" + nonce + "\", algorithm=MD5, qop=\"auth\"\r\n", "");
        timeNs += Scene.about(random, 25);
        Transaction second = script.begin("REGISTER", true);
        script.request(timeNs, second, uri, false, authorization(random, user, nonce, uri) + lines, "");
        timeNs += Scene.about(random, 15);
        script.response(timeNs, second, "200 OK", contact + ";expires=3600\r\n", "");
        scene.carry(hop, random);
    }

    private static String authorization(SplittableRandom random, String user, String nonce, String uri) {
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + REALM + "\", nonce=\"" + nonce
                + "\", uri=\"" + uri + "\", response=\"" + Names.token(random) + Names.token(random)
                + "\", algorithm=MD5, cnonce=\"" + Names.token(random).substring(8) + "\", qop=auth, nc=00000001\r\n";
    }

    static void options(Scene scene, SplittableRandom random, long startNs) {
        Hop hop = hop(scene, random);
        String number = Names.number(random);
        String address = "<" + Names.uri(random, number, REALM) + ">";
        DialogScript script = new DialogScript(random, List.of(hop), "<sip:ping@" + hop.caller().address() + ">",
                address);
        Transaction ping = script.begin("OPTIONS", true);
        script.request(startNs, ping, "sip:" + number + "@" + hop.callee(), false,
                "Contact: <sip:ping@" + hop.caller() + ">\r\nAccept: application/sdp\r\n", "");
        script.response(startNs + Scene.about(random, 8), ping, "200 OK",
                "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, INFO\r\nSupported: replaces, timer\r\n", "");
        scene.carry(hop, random);
    }

    private static Hop hop(Scene scene, SplittableRandom random) {
        boolean tcp = Scene.chance(random, scene.profile.tcpShare());
        return Scene.hop(Names.callerAddress(random), Names.proxyAddress(random), tcp, random);
    }
}
