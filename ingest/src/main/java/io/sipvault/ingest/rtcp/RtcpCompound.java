package io.sipvault.ingest.rtcp;

import io.sipvault.ingest.wire.DecodeError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a compound RTCP packet.
 *
 * @param packets
 *            those before the first damage
 * @param error
 *            the damage; null if all was read
 */
public record RtcpCompound(List<RtcpPacket> packets, @Nullable DecodeError error) {}
