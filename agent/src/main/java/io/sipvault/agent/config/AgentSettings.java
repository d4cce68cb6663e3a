package io.sipvault.agent.config;

import io.sipvault.agent.log.LogSources;
import io.sipvault.agent.spool.SpoolLimits;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.setting.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent does.
 *
 * @param name
 *            under which the archive knows it
 * @param data
 *            folder of spool, outbox and key
 * @param center
 *            whom it reports to; null when to nobody
 * @param command
 *            where commands are taken; null when nowhere
 */
public record AgentSettings(String name, CaptureSettings capture, HepSettings hep, LogSources logs, Path data,
        SpoolLimits limits, StoreSettings store, @Nullable CenterSettings center, @Nullable CommandSettings command) {
    private static final long MEGABYTE = 1 << 20;
    /** What is received is never cut. */
    private static final int WHOLE_PACKETS = 262_144;
    private static final Duration DAY = Duration.ofDays(1);

    /** Whether scoped captures may be ordered, whatever way the orders come. */
    public boolean takesCommands() {
        return command != null || center != null && center.givesCommands();
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
        found.requireOneOf("there is nothing to observe", AgentSetting.INTERFACES, AgentSetting.HEP_LISTEN,
                AgentSetting.LOGS, AgentSetting.LOGS_JOURNAL);
        CaptureSettings capture = CaptureSettings.read(found);
        HepSettings hep = HepSettings.read(found);
        return new AgentSettings(found.matching(AgentSetting.NAME, "(?!import)[A-Za-z0-9][A-Za-z0-9._-]{0,62}"),
                capture, hep, LogSettings.read(found), data,
                limits(found, hep.listen().isEmpty() ? capture.snapLength() : WHOLE_PACKETS),
                store(file, environment, data), CenterSettings.read(found), CommandSettings.read(found));
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

    private static SpoolLimits limits(AgentFile found, int snapLength) {
        Duration second = Duration.ofSeconds(1);
        return new SpoolLimits(found.size(AgentSetting.CHUNK_SIZE, MEGABYTE, 64 * MEGABYTE),
                snapLength,
                Map.of(ChunkKind.SIP, found.duration(AgentSetting.ROLL_SIP, second, DAY), ChunkKind.RTP,
                        found.duration(AgentSetting.ROLL_RTP, second, DAY),
                        ChunkKind.LOG, found.duration(AgentSetting.ROLL_LOG, second, DAY)),
                found.duration(AgentSetting.DURABLE_EVERY, Duration.ofMillis(10), Duration.ofMinutes(1)),
                found.size(AgentSetting.SPOOL_LIMIT, 128 * MEGABYTE, Long.MAX_VALUE));
    }
}
