package io.sipvault.agent.capture;

import io.sipvault.agent.collect.PacketSink;
import io.sipvault.agent.collect.PacketWatch;
import io.sipvault.agent.collect.SignallingTap;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.hep.HepDecoder;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.SipAndHepFraming;
import io.sipvault.ingest.icmp.IcmpError;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.rtp.MediaKind;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.sip.SipFramer.Frame;
import io.sipvault.ingest.sip.SipFramer.Kind;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Tells by content what of an interface is kept: signalling with what is needed to read it (fragments, ICMP errors, STUN), and
 * media as the policy says. For one thread.
 */
public final class PacketFilter {
    private static final int MOST_CONNECTIONS = 16_384;
    private static final int TCP = 6;

    private final MediaPolicy media;
    private final PacketSink destination;
    private final SignallingTap tap;
    private final OwnFragments fragments;
    private final PacketDissector dissector = new PacketDissector();
    private final Packet packet = new Packet();
    private final SipConnections connections = new SipConnections(MOST_CONNECTIONS);
    /** Null when media counts wherever it is. */
    private final @Nullable AnnouncedMedia announced;
    private final PacketWatch watch;
    private final MessageObservers observers;
    private final PacketCounts counts;

    public PacketFilter(MediaPolicy media, MessageObservers observers, PacketSink destination, SignallingTap tap,
            PacketCounts counts) {
        this.media = media;
        this.observers = observers;
        this.announced = observers.announced();
        this.watch = observers.watch();
        this.destination = destination;
        this.tap = tap;
        this.fragments = new OwnFragments(tap);
        this.counts = counts;
    }

    /** Takes a captured frame, and hands it on or not. */
    public void packet(byte[] frame, int length, int originalLength, int linkType, long timeNs) {
        packet.reset(frame, 0, length, originalLength, linkType, timeNs);
        switch (dissector.dissect(packet)) {
            case UDP -> udp(linkType);
            case TCP -> tcp(linkType);
            case FRAGMENT -> keepPieceIf(!fragments.isOwn(packet), linkType);
            case ICMP -> keepIf(IcmpError.read(packet) != null, linkType);
            case SCTP, UNDECODED -> counts.ignored();
        }
    }

    private void udp(int linkType) {
        byte[] bytes = packet.buffer();
        int at = packet.payloadOffset();
        int length = packet.payloadLength();
        int start = SipStartLine.skipBlankLines(bytes, at, length);
        if (SipStartLine.matches(bytes, start, length - (start - at))) {
            sip(bytes, at, length);
            keepSip(linkType);
            return;
        }
        if (HepDecoder.isHep(bytes, at, length)) {
            hep(linkType);
            return;
        }
        switch (MediaKind.classify(bytes, at, length, payloadOnWire(at))) {
            case RTP -> media(linkType, mediaLength(bytes, at, length));
            case RTCP, DTLS, ZRTP, TURN_CHANNEL -> media(linkType, packet.frameLength());
            case STUN -> keepSip(linkType);
            case OTHER -> counts.ignored();
        }
    }

    private void sip(byte[] bytes, int at, int length) {
        if (!observers.areIdle()) {
            observers.message(flow(), packet.timeNs(), bytes, at, length);
        }
        if (!packet.isTruncated()) {
            show(at, length);
        }
    }

    private void tcp(int linkType) {
        boolean kept = connections.carry(packet) && !isOwn();
        keepPieceIf(kept, linkType);
        if (kept && (tap != SignallingTap.NONE || watch.isActive())) {
            showWholeMessages();
        }
    }

    private Flow flow() {
        return new Flow(packet.ipProtocol() == TCP ? Transport.TCP : Transport.UDP, packet.source(),
                packet.destination());
    }

    private boolean isOwn() {
        return tap != SignallingTap.NONE && tap.isOwn(packet.ipProtocol(), packet.source(), packet.destination());
    }

    /** Those that stand in one segment. */
    private void showWholeMessages() {
        int end = packet.payloadOffset() + packet.payloadLength();
        Frame frame = SipAndHepFraming.INSTANCE.next(packet.buffer(), packet.payloadOffset(), end);
        while (frame.kind() == Kind.COMPLETE || frame.kind() == Kind.KEEP_ALIVE) {
            if (frame.kind() == Kind.COMPLETE) {
                showFramed(frame.start(), frame.end() - frame.start());
            }
            frame = SipAndHepFraming.INSTANCE.next(packet.buffer(), frame.end(), end);
        }
    }

    private void showFramed(int at, int length) {
        if (HepDecoder.isHep(packet.buffer(), at, length)) {
            showReported(at, length);
            return;
        }
        show(at, length);
        if (watch.isActive()) {
            observers.message(flow(), packet.timeNs(), packet.buffer(), at, length);
        }
    }

    private void showReported(int at, int length) {
        if (!observers.areIdle() && HepDecoder.decode(packet.buffer(), at, length, packet.timeNs(),
                packet.isTruncated()) instanceof HepPacket carried) {
            observers.reported(carried, packet.timeNs());
        }
    }

    private void show(int at, int length) {
        if (tap != SignallingTap.NONE) {
            tap.message(packet.ipProtocol(), packet.source(), packet.destination(), packet.timeNs(), packet.buffer(),
                    at, length);
        }
    }

    /** Signalling that another reports, with SDP of media that may pass here. */
    private void hep(int linkType) {
        if (isOwn()) {
            counts.ignored();
            return;
        }
        showReported(packet.payloadOffset(), packet.payloadLength());
        keepSip(linkType);
    }

    /** What the datagram's payload had before the snap length cut it. */
    private int payloadOnWire(int at) {
        int cut = packet.originalLength() - packet.frameLength();
        return packet.payloadLength() + (packet.isTruncated() ? cut : 0);
    }

    /** Bytes of the frame that the policy keeps. */
    private int mediaLength(byte[] bytes, int at, int length) {
        if (media == MediaPolicy.WHOLE) {
            return packet.frameLength();
        }
        int onWire = payloadOnWire(at);
        int kept = RtpHeader.headerLength(bytes, at);
        if (PacketTrace.mayBeEvent(RtpHeader.payloadType(bytes, at),
                RtpHeader.payloadLength(bytes, at, length, onWire))) {
            kept = length;
        }
        return Math.min(packet.frameLength(), at - packet.frameOffset() + Math.min(kept, length));
    }

    private void media(int linkType, int keptLength) {
        boolean whole = watch.isActive() && watch.keepsMedia(packet);
        if (!whole && !isMediaKept()) {
            counts.ignored();
            return;
        }
        counts.media();
        destination.packet(ChunkKind.RTP, linkType, packet.timeNs(), packet.originalLength(), packet.buffer(),
                whole ? packet.frameLength() : keptLength);
    }

    private boolean isMediaKept() {
        return media != MediaPolicy.NONE
                && (announced == null || announced.has(packet.source(), packet.destination(), packet.timeNs()));
    }

    /** A segment or fragment may hold a piece of SDP. */
    private void keepPieceIf(boolean kept, int linkType) {
        if (kept && announced != null) {
            announced.learnFromPiece(packet.buffer(), packet.frameOffset(),
                    packet.frameOffset() + packet.frameLength(), packet.timeNs());
        }
        keepIf(kept, linkType);
    }

    private void keepIf(boolean kept, int linkType) {
        if (kept) {
            keepSip(linkType);
        } else {
            counts.ignored();
        }
    }

    private void keepSip(int linkType) {
        counts.signalling();
        destination.packet(ChunkKind.SIP, linkType, packet.timeNs(), packet.originalLength(), packet.buffer(),
                packet.frameLength());
    }
}
