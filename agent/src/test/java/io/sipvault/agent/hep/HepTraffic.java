package io.sipvault.agent.hep;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sipvault.ingest.hep.HepBytes;
import io.sipvault.ingest.transport.Endpoint;
import java.io.ByteArrayOutputStream;
import java.time.Clock;

/** HEP as senders send it, each packet with its number in the Call-ID. */
public final class HepTraffic {
    public static final Endpoint CALLER = Endpoint.ofV4(0x0a000001, 5062);
    public static final Endpoint PROXY = Endpoint.ofV4(0x0a000002, 5060);

    private HepTraffic() {}

    public static String message(int number) {
        return "OPTIONS sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5062;branch=z9hG4bK" + number
                + "\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: number-" + number
                + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
    }

    private static long nowNs() {
        return Clock.systemUTC().millis() * 1_000_000;
    }

    public static HepBytes begun() {
        return HepBytes.of(17, CALLER, PROXY, nowNs());
    }

    public static byte[] version3(int number) {
        return begun().sip(2001, message(number));
    }

    public static byte[] version3(int number, String key) {
        return begun().text(14, key).sip(2001, message(number));
    }

    public static byte[] version2(int number) {
        return HepBytes.version2(17, CALLER, PROXY, nowNs(), 2002, message(number).getBytes(UTF_8));
    }

    /** Version 2 without its time. */
    public static byte[] version1(int number) {
        byte[] two = version2(number);
        byte[] one = new byte[two.length - 12];
        System.arraycopy(two, 0, one, 0, 16);
        System.arraycopy(two, 28, one, 16, two.length - 28);
        one[0] = 1;
        return one;
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
