package io.sipvault.agent.config;

import io.sipvault.agent.capture.MediaPolicy;
import io.sipvault.agent.spool.SpoolLimits;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.setting.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent does.
 *
 * @param name
 *            under which the archive knows it
 * @param interfaces
 *            that are captured
 * @param filter
 *            of the capture; null without one
 * @param bufferBytes
 *            what the kernel keeps of an interface until it is read
 * @param announcedOnly
 *            whether media counts only at endpoints that SDP named
 * @param data
 *            folder of spool, outbox and key
 */
public record AgentSettings(String name, List<String> interfaces, @Nullable String filter, int bufferBytes,
        MediaPolicy media, boolean announcedOnly, Path data, SpoolLimits limits, StoreSettings store) {
    private static final int MEGABYTE = 1 << 20;
    private static final Duration DAY = Duration.ofDays(1);

    public AgentSettings {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * Reads them; the environment counts before the file.
     *
     * @param environment
     *            variables by name
     * @throws io.sipvault.ingest.error.ForensicException
     *             BAD_REQUEST in one line when one is missing, wrong or unknown: what, where it was set, how it goes
     */
    public static AgentSettings read(Path file, Map<String, String> environment) {
        AgentFile found = AgentFile.read(file, environment);
        Path data = Path.of(found.text(AgentSetting.DATA));
        return new AgentSettings(found.matching(AgentSetting.NAME, "(?!import)[A-Za-z0-9][A-Za-z0-9._-]{0,62}"),
                found.list(AgentSetting.INTERFACES), found.textOrNull(AgentSetting.FILTER),
                (int) found.size(AgentSetting.BUFFER, MEGABYTE, 512L * MEGABYTE),
                MediaPolicy.valueOf(found.oneOf(AgentSetting.MEDIA, "whole", "headers", "none")),
                found.oneOf(AgentSetting.MEDIA_AT, "announced", "any").equals("ANNOUNCED"),
                data, limits(found),
                store(file, environment, data));
    }

    /** An agent that stores in its own data directory would fill its disk with what nobody reads. */
    private static StoreSettings store(Path file, Map<String, String> environment, Path data) {
        StoreSettings store = StoreSettings.readBeside(AgentSetting::isOfAgent, environment, file, data);
        if (store instanceof StoreSettings.Local local && local.inDataDirectory()) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "settings of the agent: sipvault.store is missing in "
                    + file
                    + ": expected the store of the archive, s3://BUCKET/PREFIX or a folder that the server reads");
        }
        return store;
    }

    private static SpoolLimits limits(AgentFile found) {
        Duration second = Duration.ofSeconds(1);
        return new SpoolLimits(found.size(AgentSetting.CHUNK_SIZE, MEGABYTE, 64L * MEGABYTE),
                (int) found.number(AgentSetting.SNAP_LENGTH, 256, 262_144),
                Map.of(ChunkKind.SIP, found.duration(AgentSetting.ROLL_SIP, second, DAY), ChunkKind.RTP,
                        found.duration(AgentSetting.ROLL_RTP, second, DAY)),
                found.duration(AgentSetting.DURABLE_EVERY, Duration.ofMillis(10), Duration.ofMinutes(1)),
                found.size(AgentSetting.SPOOL_LIMIT, 128L * MEGABYTE, Long.MAX_VALUE));
    }

    /** Bytes kept of a packet. */
    public int snapLength() {
        return limits.snapLength();
    }
}
