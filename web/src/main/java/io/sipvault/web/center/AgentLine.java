package io.sipvault.web.center;

import io.sipvault.jobs.registry.CapturedChunk;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.AgentReports.Report;
import io.sipvault.web.agent.AgentStatus;
import io.sipvault.web.agent.Fleet.Member;
import io.sipvault.web.command.AgentCommands.Way;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Badge;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent, ready to print.
 *
 * @param id
 *            null of one that was never registered
 * @param seen
 *            how long ago it reported
 * @param lastChunk
 *            time of the latest packet that is in the archive
 * @param waiting
 *            in its spool and outbox
 * @param commands
 *            how they reach it
 * @param troubles
 *            that it tells, and that can be seen from here
 */
record AgentLine(@Nullable Integer id, String name, String coverage, Badge state, boolean enabled, boolean hasToken,
        List<String> tags, String site, String version, String seen, String lastChunk, String clock, String lag,
        String waiting, String drops, String commands, List<String> troubles) {
    /** It reports every ten seconds. */
    private static final Duration SILENT = Duration.ofMinutes(1);
    private static final double CLOCK_OFF_MS = 500;
    private static final double MS_PER_S = 1_000;
    private static final int LONGEST_TROUBLE = 300;

    static AgentLine of(Member m, Way way, Instant now) {
        Agent a = m.agent();
        Report report = m.report();
        AgentStatus s = report == null ? null : report.status();
        List<String> troubles = troubles(s);
        return new AgentLine(a == null ? null : a.id(), Text.line(m.name()),
                Address.of("/coverage").with("agent", m.name()).toString(),
                state(a, report, !troubles.isEmpty(), now), a != null && a.enabled(),
                a != null && a.tokenIssuedAt() != null, a == null ? List.of() : a.tags(),
                a == null ? "" : Text.line(a.site()),
                s == null || s.version() == null ? Times.UNKNOWN : Text.line(s.version()),
                report == null ? Times.UNKNOWN : ago(report.receivedAt(), now), lastChunk(m),
                s == null ? Times.UNKNOWN : offset(s.clockOffsetMs()),
                s == null ? Times.UNKNOWN : s.uploadLagSec() == null ? "none" : Times.seconds(s.uploadLagSec()),
                s == null ? Times.UNKNOWN : waiting(s), drops(m), commands(way), troubles);
    }

    private static String commands(Way way) {
        return switch (way) {
            case ADDRESS -> "at its address";
            case CONNECTION -> "it asks for them";
            case NONE -> "none";
        };
    }

    static String ago(Instant time, Instant now) {
        return Times.seconds(Math.max(0, Duration.between(time, now).toSeconds())).replace(".0 s", " s") + " ago";
    }

    private static Badge state(@Nullable Agent agent, @Nullable Report report, boolean troubled, Instant now) {
        if (agent == null) {
            return new Badge("Not registered", "?", "warn");
        }
        if (!agent.enabled()) {
            return new Badge("Disabled", "○", "quiet");
        }
        if (report == null) {
            return new Badge("Never reported", "○", "quiet");
        }
        if (report.receivedAt().plus(SILENT).isBefore(now)) {
            return new Badge("Silent", "✕", "bad");
        }
        return troubled ? new Badge("In trouble", "!", "warn") : new Badge("Reporting", "✓", "good");
    }

    private static String lastChunk(Member m) {
        return m.last().values().stream().map(CapturedChunk::latest).filter(Objects::nonNull)
                .max(Comparator.naturalOrder()).map(Times::dateAndTime).orElse(Times.UNKNOWN);
    }

    static String offset(@Nullable Double ms) {
        if (ms == null) {
            return Times.UNKNOWN;
        }
        return Math.abs(ms) < MS_PER_S
                ? String.format(Locale.ROOT, "%+.1f ms", ms)
                : String.format(Locale.ROOT, "%+,.1f s", ms / MS_PER_S);
    }

    private static String waiting(AgentStatus s) {
        return s.waitingBytes() == 0 && s.waitingChunks() == 0
                ? "nothing"
                : Figures.bytes(s.waitingBytes())
                        + (s.waitingChunks() == 0 ? "" : ", " + Figures.count(s.waitingChunks(), "chunk"));
    }

    private static String drops(Member m) {
        Report report = m.report();
        long kernel = m.drops().byKernel() + (report == null ? 0 : report.status().dropsKernel());
        long agent = m.drops().byAgent() + (report == null ? 0 : report.status().dropsAgent());
        return kernel + agent == 0
                ? "none"
                : Figures.count(kernel) + " by the kernel, " + Figures.count(agent) + " by the agent";
    }

    private static List<String> troubles(@Nullable AgentStatus s) {
        if (s == null) {
            return List.of();
        }
        List<String> troubles = new ArrayList<>(
                s.troubles().stream().map(trouble -> Text.cut(trouble, LONGEST_TROUBLE)).toList());
        Double offset = s.clockOffsetMs();
        if (offset != null && Math.abs(offset) > CLOCK_OFF_MS) {
            troubles.add("its clock is " + offset(Math.abs(offset)).substring(1)
                    + (offset > 0 ? " behind that of this server" : " ahead of that of this server"));
        }
        if (s.unclear() > 0) {
            troubles.add(Figures.count(s.unclear(), "packet") + " could not be told");
        }
        return troubles;
    }
}
