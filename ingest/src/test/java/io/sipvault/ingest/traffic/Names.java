package io.sipvault.ingest.traffic;

import java.util.SplittableRandom;

/** Who is in the network. Addresses and numbers are of ranges that nobody owns (RFC 2544, RFC 5737, 555 numbers). */
final class Names {
    private static final int[] AREA_CODES = {201, 202, 206, 212, 213, 214, 215, 216, 303, 305, 310, 312, 313, 314, 404,
            408, 410, 412, 415, 416, 503, 504, 512, 514, 602, 604, 612, 615, 617, 619, 702, 703, 713, 716, 718, 801,
            804,
            808, 813, 816};
    private static final String[] USER_AGENTS = {"Asterisk PBX 20.5.0", "FreeSWITCH-mod_sofia/1.10.11",
            "Yealink SIP-T46U 108.86.0.20", "PolyEdge/8.2.0.1624", "Cisco-CP8841/12.8.1", "Linphone/5.1.2",
            "snomD785/10.1.169.15", "Grandstream GXP2170 1.0.11.64", "MicroSIP/3.21.3", "Zoiper v5.6.5",
            "OpenSIPS (3.4.2)", "kamailio (5.7.4)"};
    private static final String[] FIRST = {"Ada", "Bruno", "Chloe", "Dmitri", "Elif", "Femi", "Greta", "Hiro", "Ines",
            "Jonas", "Kavya", "Lars", "Mina", "Noor", "Oskar", "Priya"};
    private static final String[] LAST = {"Abel", "Brandt", "Costa", "Dubois", "Egede", "Fischer", "Garcia", "Haddad",
            "Ito", "Jensen", "Kowalski", "Lindqvist", "Moreau", "Novak", "Okafor", "Petrov"};

    private Names() {}

    static String pick(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }

    /** E.164 without plus sign: 400,000 of them. */
    static String number(SplittableRandom random) {
        int subscriber = random.nextInt(10_000);
        return "1" + AREA_CODES[random.nextInt(AREA_CODES.length)] + "555" + Integer.toString(10_000 + subscriber)
                .substring(1);
    }

    /** A number that many call: one of 20. */
    static String hotline(SplittableRandom random) {
        return "18005550" + (100 + random.nextInt(20));
    }

    /** The same number as one device or another writes it. */
    static String uri(SplittableRandom random, String number, String host) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> "sip:+" + number + "@" + host;
            case 3 -> "sip:" + number + "@" + host + ";user=phone";
            case 4 -> "sip:00" + number + "@" + host;
            case 5 -> "sip:" + number.substring(1) + "@" + host;
            case 6 -> "sip:+" + number + ";npdi@" + host;
            default -> "tel:+" + number;
        };
    }

    static String displayName(SplittableRandom random) {
        return pick(random, FIRST) + " " + pick(random, LAST);
    }

    static String userAgent(SplittableRandom random) {
        return pick(random, USER_AGENTS);
    }

    static String token(SplittableRandom random) {
        return Long.toHexString(random.nextLong() | 0x1000_0000_0000_0000L);
    }

    static int callerAddress(SplittableRandom random) {
        return 0xc612_0000 | host(random);
    }

    static int calleeAddress(SplittableRandom random) {
        return 0xc613_0000 | host(random);
    }

    private static int host(SplittableRandom random) {
        return random.nextInt(256) << 8 | 1 + random.nextInt(254);
    }

    static int proxyAddress(SplittableRandom random) {
        return 0xc000_020a + random.nextInt(4);
    }
}
