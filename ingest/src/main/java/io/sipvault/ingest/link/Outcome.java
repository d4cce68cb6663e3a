package io.sipvault.ingest.link;

/** What a frame turned out to carry. */
public enum Outcome {
    /** A UDP datagram (RFC 768): ports and payload are set. */
    UDP,
    /** A TCP segment (RFC 9293): ports, sequence number, flags and payload are set. */
    TCP,
    /** An SCTP packet (RFC 9260): ports are set, the payload is its chunks. */
    SCTP,
    /** ICMP (RFC 792) or ICMPv6 (RFC 4443): the payload begins at its type. */
    ICMP,
    /** A piece of an IP datagram: the payload is that piece, the protocol that of the whole. */
    FRAGMENT,
    /** Nothing that could be read: {@link Packet#undecodedReason()} says why. */
    UNDECODED
}
