package io.sipvault.agent.hep;

import io.sipvault.agent.capture.MessageObservers;
import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.collect.PacketSink;
import io.sipvault.agent.collect.SignallingTap;
import io.sipvault.agent.config.HepAddress;
import io.sipvault.agent.config.HepAddress.Transport;
import io.sipvault.agent.config.HepForwardSettings;
import io.sipvault.agent.config.HepSettings;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.tls.PemFiles;
import io.sipvault.ingest.transport.Endpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** All that an agent does with HEP: its listeners, who sends to them, and forwarding. */
public final class HepStation {
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final HepSenders senders;
    private final HostAddresses host = new HostAddresses();
    private final List<HepAddress> listening = new ArrayList<>();
    private final List<Collector> collectors = new ArrayList<>();
    private final @Nullable HepForwarder forwarder;
    private final @Nullable HepForwarding forwarding;

    private HepStation(HepSettings settings, String name) {
        this.senders = new HepSenders(settings.rate());
        HepForwardSettings forward = settings.forward();
        this.forwarder = forward == null ? null : forwarder(forward);
        this.forwarding = forward == null || forwarder == null ? null : new HepForwarding(forward, name, forwarder);
    }

    private static HepForwarder forwarder(HepForwardSettings forward) {
        return new HepForwarder(forward.to(),
                forward.to().transport() == Transport.TLS ? PemFiles.sending(forward.trust()) : null);
    }

    /**
     * Begins to listen, if that is set; nothing is taken before the collectors run.
     *
     * @param name
     *            of this agent
     * @param observers
     *            learn from messages
     * @throws io.sipvault.ingest.error.ForensicException
     *             in one line, when an address cannot be had, or a key or certificate not be read
     */
    public static HepStation open(HepSettings settings, String name, PacketSink sink,
            MessageObservers observers, LossLedger ledger, Clock clock) {
        HepStation station = new HepStation(settings, name);
        HepIntake intake = new HepIntake(settings.allowed(), HepKeyFile.read(settings.keyFile()), station.senders,
                sink, observers, ledger, station.forwarding, clock);
        HepConnections connections = new HepConnections(settings.connections(), settings.connectionsOfSender(),
                settings.idle());
        SSLContext tls = tls(settings);
        for (HepAddress address : settings.listen()) {
            switch (address.transport()) {
                case UDP -> station.add(
                        HepUdpListener.open(address, settings.bufferBytes(), intake, station.host, ledger));
                case TCP -> station.add(HepStreamListener.open(address, null, intake, connections));
                case TLS -> station.add(HepStreamListener.open(address, tls, intake, connections));
            }
        }
        if (station.forwarder != null) {
            station.collectors.add(station.forwarder);
        }
        return station;
    }

    private static @Nullable SSLContext tls(HepSettings settings) {
        boolean needed = settings.listen().stream().anyMatch(address -> address.transport() == Transport.TLS);
        return needed
                ? PemFiles.listening(Objects.requireNonNull(settings.certificate()),
                        Objects.requireNonNull(settings.key()))
                : null;
    }

    private void add(HepUdpListener listener) {
        listening.add(listener.address());
        collectors.add(listener);
    }

    private void add(HepStreamListener listener) {
        listening.add(listener.address());
        collectors.add(listener);
    }

    /** What is to be run. */
    public List<Collector> collectors() {
        return List.copyOf(collectors);
    }

    /** Where it listens, {@code udp:0.0.0.0:9060}, with the ports that it got. */
    public List<String> listening() {
        return listening.stream().map(HepAddress::toString).toList();
    }

    public HepSenders senders() {
        return senders;
    }

    /** Empty when nothing is forwarded. */
    public Optional<ForwardStatus> forwarding() {
        return Optional.ofNullable(forwarder).map(HepForwarder::status);
    }

    /** What interfaces show it: it forwards SIP, and knows its own packets. */
    public SignallingTap tap() {
        return listening.isEmpty() && forwarding == null ? SignallingTap.NONE : new Tap();
    }

    private final class Tap implements SignallingTap {
        @Override
        public boolean isOwn(int ipProtocol, Endpoint source, Endpoint destination) {
            return isListener(ipProtocol, destination) || isListener(ipProtocol, source)
                    || forwarding != null && forwarding.isBetween(source, destination);
        }

        private boolean isListener(int ipProtocol, Endpoint endpoint) {
            for (HepAddress address : listening) {
                boolean sameProtocol = ipProtocol == (address.transport() == Transport.UDP ? UDP : TCP);
                if (sameProtocol && endpoint.port() == address.port() && reaches(endpoint, address)) {
                    return true;
                }
            }
            return false;
        }

        private boolean reaches(Endpoint endpoint, HepAddress address) {
            Endpoint literal = Objects.requireNonNull(address.literal());
            boolean any = literal.isUnspecified() && (endpoint.isV4() || !literal.isV4());
            return any ? host.isOwn(endpoint) : literal.equals(endpoint);
        }

        @Override
        public void message(int ipProtocol, Endpoint source, Endpoint destination, long timeNs, byte[] bytes,
                int offset, int length) {
            if (forwarding != null) {
                forwarding.captured(ipProtocol, source, destination, timeNs, bytes, offset, length);
            }
        }
    }
}
