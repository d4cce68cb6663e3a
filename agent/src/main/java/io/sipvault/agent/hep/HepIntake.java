package io.sipvault.agent.hep;

import io.sipvault.agent.capture.MessageObservers;
import io.sipvault.agent.collect.PacketSink;
import io.sipvault.agent.config.AddressRanges;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepKey;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.HepProblem;
import io.sipvault.ingest.hep.HepResult;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.EpochNanos;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where all listeners bring what they received: it is refused and counted, or kept, learnt from and forwarded. Safe for use by many threads. */
final class HepIntake {
    private static final Logger LOG = LoggerFactory.getLogger(HepIntake.class);

    private final AddressRanges allowed;
    private final HepKey key;
    private final HepSenders senders;
    private final PacketSink sink;
    private final MessageObservers observers;
    private final LossLedger ledger;
    private final @Nullable HepForwarding forwarding;
    private final Clock clock;

    /**
     * @param key
     *            that is asked for; none when nobody has to prove himself
     * @param observers
     *            learn from messages
     * @param forwarding
     *            null when nothing is
     */
    HepIntake(AddressRanges allowed, HepKey key, HepSenders senders, PacketSink sink,
            MessageObservers observers, LossLedger ledger, @Nullable HepForwarding forwarding, Clock clock) {
        this.allowed = allowed;
        this.key = key;
        this.senders = senders;
        this.sink = sink;
        this.observers = observers;
        this.ledger = ledger;
        this.forwarding = forwarding;
        this.clock = clock;
    }

    /** Whether an address may send at all; counted if not. */
    boolean admits(Endpoint from) {
        if (allowed.contains(from)) {
            return true;
        }
        senders.refused(from, HepRefusal.NOT_ALLOWED, "");
        return false;
    }

    void refuse(Endpoint from, HepRefusal reason, String detail) {
        senders.refused(from, reason, detail);
    }

    /**
     * Takes one packet of an address that is admitted.
     *
     * @param from
     *            who sent it
     * @param at
     *            where it arrived, of the same family
     * @param carrier
     *            the packet behind room for the headers of a datagram; written to
     * @param length
     *            of the packet, which begins at {@link CarrierPacket#headerBytes}
     * @return whether it was kept
     */
    boolean take(Endpoint from, Endpoint at, byte[] carrier, int length) {
        try {
            return senders.mayPass(from) ? checked(from, at, carrier, length) : refused(from, HepRefusal.TOO_FAST, "");
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException
                | NullPointerException e) {
            // a packet that something fails at must not end the listener
            LOG.warn("a packet of {} could not be taken and is not kept: {}", from, e.toString());
            return refused(from, HepRefusal.NOT_READABLE, e.toString());
        }
    }

    private boolean refused(Endpoint from, HepRefusal reason, String detail) {
        senders.refused(from, reason, detail);
        return false;
    }

    private boolean checked(Endpoint from, Endpoint at, byte[] carrier, int length) {
        long arrivalNs = EpochNanos.of(clock.instant());
        HepResult result = HepDecoder.decode(carrier, CarrierPacket.headerBytes(from), length, arrivalNs, false);
        return switch (result) {
            case HepProblem.NOT_HEP -> refused(from, HepRefusal.NOT_HEP, "");
            case HepProblem problem -> refused(from, HepRefusal.NOT_READABLE, problem.toString());
            case HepPacket packet -> decoded(from, at, carrier, length, packet, arrivalNs);
        };
    }

    private boolean decoded(Endpoint from, Endpoint at, byte[] carrier, int length, HepPacket packet, long arrivalNs) {
        if (key.isPresent() && !packet.key().is(key)) {
            return refused(from, packet.key().isPresent() ? HepRefusal.WRONG_KEY : HepRefusal.NO_KEY, "");
        }
        if (forwarding != null && forwarding.isOwn(packet)) {
            return refused(from, HepRefusal.OWN, "");
        }
        if (length > CarrierPacket.MOST_PAYLOAD) {
            ledger.dropped(ChunkKind.SIP, 1);
            return refused(from, HepRefusal.TOO_LARGE, length + " bytes");
        }
        senders.accepted(from, packet, arrivalNs);
        keep(from, at, carrier, length, packet, arrivalNs);
        return true;
    }

    private void keep(Endpoint from, Endpoint at, byte[] carrier, int length, HepPacket packet, long arrivalNs) {
        int payload = CarrierPacket.headerBytes(from);
        if (forwarding != null) {
            forwarding.received(from, packet, carrier, payload, length);
        }
        observers.reported(packet, arrivalNs);
        HepKey.eraseIn(carrier, payload, length);
        int whole = CarrierPacket.complete(carrier, from, at, length);
        sink.packet(ChunkKind.SIP, CarrierPacket.LINK_TYPE, arrivalNs, whole, carrier, whole);
    }
}
