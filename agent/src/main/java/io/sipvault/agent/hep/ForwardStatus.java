package io.sipvault.agent.hep;

import org.jspecify.annotations.Nullable;

/**
 * How forwarding goes, since the start.
 *
 * @param to
 *            the collector, as it is set
 * @param sent
 *            packets
 * @param waiting
 *            packets in the queue
 * @param noRoom
 *            packets that were not sent since the queue was full
 * @param tooLarge
 *            packets that do not fit into version 3, or into UDP
 * @param failed
 *            datagrams that nobody took, as far as that is known
 * @param looped
 *            packets that came round and were not sent again
 * @param trouble
 *            why nothing can be sent at present; null when it can
 */
public record ForwardStatus(String to, long sent, int waiting, long noRoom, long tooLarge, long failed, long looped,
        @Nullable String trouble) {}
