package io.sipvault.indexer.dialog;

/** Session descriptions for tests. */
public final class Sdp {
    private Sdp() {}

    /** PCMU and telephone-event at this address. */
    public static String audio(String address, int port, String mode) {
        return media(address, "audio " + port + " RTP/AVP 0 101", "a=rtpmap:101 telephone-event/8000", "a=ptime:20",
                "a=" + mode);
    }

    /** One m= section. */
    public static String media(String address, String media, String... attributes) {
        return "v=0\r\no=- 4711 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address + "\r\nt=0 0\r\nm=" + media
                + "\r\n" + String.join("\r\n", attributes) + "\r\n";
    }
}
