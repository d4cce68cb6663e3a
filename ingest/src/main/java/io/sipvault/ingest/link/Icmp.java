package io.sipvault.ingest.link;

/** ICMP and ICMPv6: handed over from their type on. */
final class Icmp implements Encapsulation {
    @Override
    public Outcome decode(Packet packet) {
        return Outcome.ICMP;
    }
}
