package io.sipvault.agent.config;

import io.sipvault.agent.config.HepAddress.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is received in HEP, and sent.
 *
 * @param listen
 *            where; none of an agent that does not listen
 * @param allowed
 *            who may send
 * @param keyFile
 *            holds what senders have to prove themselves with; null when they need not
 * @param certificate
 *            chain in PEM, the key's own first; null without TLS
 * @param key
 *            PKCS#8 in PEM; null without TLS
 * @param rate
 *            packets a second that one sender may send
 * @param connections
 *            at a time, of all senders
 * @param connectionsOfSender
 *            at a time, of one
 * @param idle
 *            how long a connection may say nothing
 * @param bufferBytes
 *            what the kernel keeps for a UDP socket until it is read
 * @param forward
 *            null when nothing is sent
 */
public record HepSettings(List<HepAddress> listen, AddressRanges allowed, @Nullable Path keyFile,
        @Nullable Path certificate, @Nullable Path key, int rate, int connections, int connectionsOfSender,
        Duration idle, int bufferBytes, @Nullable HepForwardSettings forward) {
    private static final long MEGABYTE = 1 << 20;

    public HepSettings {
        listen = List.copyOf(listen);
    }

    static HepSettings read(AgentFile found) {
        List<HepAddress> listen = found.namesOrNone(AgentSetting.HEP_LISTEN).stream()
                .map(text -> listening(found, text)).toList();
        Path certificate = found.pathOrNull(AgentSetting.HEP_TLS_CERTIFICATE);
        Path key = found.pathOrNull(AgentSetting.HEP_TLS_KEY);
        if (listen.stream().anyMatch(address -> address.transport() == Transport.TLS)) {
            found.text(AgentSetting.HEP_TLS_CERTIFICATE);
            found.text(AgentSetting.HEP_TLS_KEY);
        }
        return new HepSettings(listen, allowed(found, listen), found.pathOrNull(AgentSetting.HEP_KEY_FILE),
                certificate, key,
                (int) found.number(AgentSetting.HEP_RATE, 1, 10_000_000),
                (int) found.number(AgentSetting.HEP_CONNECTIONS, 1, 4_096),
                (int) found.number(AgentSetting.HEP_CONNECTIONS_PER_SENDER, 1, 4_096),
                found.duration(AgentSetting.HEP_IDLE, Duration.ofSeconds(1), Duration.ofDays(7)),
                (int) found.size(AgentSetting.HEP_BUFFER, 65_536, 1_024 * MEGABYTE),
                HepForwardSettings.read(found));
    }

    private static HepAddress listening(AgentFile found, String text) {
        return HepAddress.parse(text).filter(address -> address.literal() != null)
                .orElseThrow(() -> found.wrong(AgentSetting.HEP_LISTEN));
    }

    /** Whoever reaches a port may fill an archive with what never happened: an open one has to be meant. */
    private static AddressRanges allowed(AgentFile found, List<HepAddress> listen) {
        List<String> networks = found.namesOrNone(AgentSetting.HEP_ALLOW);
        if (networks.isEmpty() && found.pathOrNull(AgentSetting.HEP_KEY_FILE) == null) {
            listen.stream().filter(address -> !address.isLoopback()).findFirst().ifPresent(address -> {
                throw AgentFile.refused("anybody who reaches " + address + " could write into the archive: set "
                        + AgentSetting.HEP_ALLOW.property() + " to the networks of the senders, or "
                        + AgentSetting.HEP_KEY_FILE.property() + ", or " + AgentSetting.HEP_ALLOW.property()
                        + " = any if that is meant");
            });
        }
        return networks.isEmpty() || networks.equals(List.of("any"))
                ? AddressRanges.ALL
                : AddressRanges.parse(networks).orElseThrow(() -> found.wrong(AgentSetting.HEP_ALLOW));
    }

    /** Whether anything is received or sent. */
    public boolean isUsed() {
        return !listen.isEmpty() || forward != null;
    }
}
