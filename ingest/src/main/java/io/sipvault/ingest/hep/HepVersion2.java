package io.sipvault.ingest.hep;

import io.sipvault.ingest.hep.HepDecoder.Time;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.wire.Bytes;

/**
 * Versions 1 and 2.
 *
 * <pre>
 * version u8, header length u8, family u8, IP protocol u8, source port u16, destination port u16
 * source address, destination address: 4 or 16 bytes each
 * version 2: seconds u32 LE, microseconds u32 LE, agent id u16 LE, 2 bytes of padding
 * </pre>
 *
 * The header length is not believed: senders count different things. Some leave the padding out, so where no SIP start line
 * follows, or only the rest of one, 2 bytes less are tried.
 */
final class HepVersion2 {
    private static final int ADDRESSES_AT = 8;
    private static final int TIME_BYTES = 12;
    private static final int PADDING_BYTES = 2;
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    private HepVersion2() {}

    /** Bytes of one address by family: AF_INET is 2 everywhere, AF_INET6 has a number on each system. 0 for others. */
    private static int addressBytes(int family) {
        return switch (family) {
            case 2 -> V4_BYTES;
            case 10, 23, 24, 26, 28, 30 -> V6_BYTES;
            default -> 0;
        };
    }

    /** Where the SIP message begins; -1 when this is no packet of these versions. */
    static int payloadOffset(byte[] b, int offset, int length) {
        int address = addressBytes(b[offset + 2]);
        if (address == 0) {
            return -1;
        }
        int header = ADDRESSES_AT + 2 * address;
        if (b[offset] == 1) {
            return beginsSip(b, offset, length, header) ? offset + header : -1;
        }
        int padded = header + TIME_BYTES;
        int packed = padded - PADDING_BYTES;
        if (beginsSip(b, offset, length, padded) && !beginsKnown(b, offset, length, packed)) {
            return offset + padded;
        }
        return beginsSip(b, offset, length, packed) ? offset + packed : -1;
    }

    private static boolean beginsSip(byte[] b, int offset, int length, int header) {
        return length > header && SipStartLine.matches(b, offset + header, length - header);
    }

    /** The rest of INVITE, VITE, could be a method too. */
    private static boolean beginsKnown(byte[] b, int offset, int length, int header) {
        return beginsSip(b, offset, length, header)
                && SipStartLine.beginsWithRegistered(b, offset + header, offset + length);
    }

    static HepResult read(byte[] b, int offset, int length, long carrierNs) {
        int payload = payloadOffset(b, offset, length);
        int address = addressBytes(b[offset + 2]);
        int times = offset + ADDRESSES_AT + 2 * address;
        boolean timed = b[offset] == 2;
        Time time = timed
                ? Time.of(Bytes.u32le(b, times), Bytes.u32le(b, times + 4), carrierNs)
                : new Time(carrierNs, TimeFrom.CARRIER);
        int agent = timed ? Bytes.u16le(b, times + 8) : -1;
        return new HepPacket(b[offset], Bytes.u8(b, offset + 3),
                HepDecoder.endpoint(b, offset + ADDRESSES_AT, address, Bytes.u16(b, offset + 4)),
                HepDecoder.endpoint(b, offset + ADDRESSES_AT + address, address, Bytes.u16(b, offset + 6)), time.ns(),
                time.from(), HepProtocolType.SIP, agent, "", HepKey.NONE, "", -1, b, payload,
                offset + length - payload);
    }
}
