package io.sipvault.ingest.link;

import org.jspecify.annotations.Nullable;

/** The registries by which one layer names the next: here every decoder is entered under its numbers. */
final class NumberSpace {
    /** Link types of capture files (tcpdump.org/linktypes). */
    static final NumberSpace LINK_TYPE = new NumberSpace("link type", new NumberTable() //
            .with(new Ethernet(), 1) //
            .with(new Loopback(), 0, 108) //
            .with(new RawIp(), 12, 14, 101) //
            .with(new Ipv4(), 228) //
            .with(new Ipv6(), 229) //
            .with(new LinuxCooked(), 113) //
            .with(new LinuxCooked2(), 276));
    /** IEEE 802 EtherTypes. */
    static final NumberSpace ETHER_TYPE = new NumberSpace("EtherType", new NumberTable() //
            .with(new Ipv4(), 0x0800) //
            .with(new Ipv6(), 0x86dd) //
            .with(new VlanTag(), 0x8100, 0x88a8, 0x9100, 0x9200) //
            .with(new PppoeSession(), 0x8864) //
            .with(new Ethernet(), 0x6558));
    /** IANA protocol numbers, which IPv6 extension headers share. */
    static final NumberSpace IP_PROTOCOL = new NumberSpace("IP protocol", new NumberTable() //
            .with(new Icmp(), 1, 58) //
            .with(new Ipv4(), 4) //
            .with(new Ipv6(), 41) //
            .with(new Gre(), 47) //
            .with(new Tcp(), 6) //
            .with(new Udp(), 17) //
            .with(new Sctp(), 132) //
            .with(new Ipv6Extension(), 0, 43, 60) //
            .with(new Ipv6Fragment(), 44) //
            .with(new AuthenticationHeader(), 51));
    /** PPP protocol numbers, uncompressed. */
    static final NumberSpace PPP_PROTOCOL = new NumberSpace("PPP protocol", new NumberTable() //
            .with(new Ipv4(), 0x0021) //
            .with(new Ipv6(), 0x0057));
    /** UDP ports of tunnels. What a tunnel does not recognise as its own stays a UDP datagram. */
    static final NumberSpace UDP_PORT = new NumberSpace("UDP port", new NumberTable());

    private static final int NUMBERS = 1 << 16;
    private static final int ESP = 50;
    /** Below it an EtherType is the length of an LLC frame. */
    private static final int LEAST_ETHER_TYPE = 0x0600;

    private final String layer;
    private final NumberTable decoders;
    /** Filled as numbers appear; a lost race writes an equal record. */
    private final @Nullable UndecodedReason[] unknown = new @Nullable UndecodedReason[NUMBERS];

    private NumberSpace(String layer, NumberTable decoders) {
        this.layer = layer;
        this.decoders = decoders;
    }

    @Nullable
    Encapsulation find(int number) {
        return decoders.find(number);
    }

    UndecodedReason unknown(int found) {
        if (found < 0 || found >= NUMBERS) {
            return UndecodedReason.OTHER;
        }
        int number = layer.equals("EtherType") && found < LEAST_ETHER_TYPE ? 0 : found;
        UndecodedReason reason = unknown[number];
        if (reason == null) {
            reason = new UndecodedReason(layer.equals("IP protocol") && number == ESP
                    ? UndecodedReason.Problem.ENCRYPTED
                    : UndecodedReason.Problem.UNKNOWN, layer, number);
            unknown[number] = reason;
        }
        return reason;
    }
}
