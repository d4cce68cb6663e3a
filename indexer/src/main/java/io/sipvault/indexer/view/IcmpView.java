package io.sipvault.indexer.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * ICMP errors of one sender about one flow of a dialog.
 *
 * @param count
 *            how many came, at the vantage that saw most
 * @param reporter
 *            address of who sent them
 * @param error
 *            such as port unreachable
 * @param type
 *            of ICMP or ICMPv6
 * @param src
 *            who had sent the quoted packets
 * @param dst
 *            where these should have gone
 * @param protocol
 *            of the quoted packets: SIP, RTP or RTCP
 * @param quoted
 *            the beginning of the first line of a SIP message; null for others
 * @param bytes
 *            payload that the first quoted packet had
 */
public record IcmpView(Instant firstSeen, Instant lastSeen, int count, String reporter, String error, int type,
        int code, String src, String dst, String protocol, @Nullable String quoted, int bytes) {}
