package io.sipvault.agent.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sipvault.agent.log.LogSources;
import io.sipvault.agent.log.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads which logs are kept. */
final class LogSettings {
    private static final Duration OLDEST = Duration.ofDays(60);

    private LogSettings() {}

    static LogSources read(AgentFile found) {
        ZoneId zone = found.parsedOrNull(AgentSetting.LOGS_ZONE, ZoneId::of);
        return new LogSources(found.listOrNone(AgentSetting.LOGS),
                found.duration(AgentSetting.LOGS_OLDER, Duration.ZERO, OLDEST),
                zone == null ? ZoneId.systemDefault() : zone,
                found.parsedOrNull(AgentSetting.LOGS_TIME,
                        pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT)),
                redaction(found), found.parsedOrNull(AgentSetting.LOGS_JOURNAL, Path::of));
    }

    private static Redaction redaction(AgentFile found) {
        List<Pattern> patterns = new ArrayList<>(
                found.oneOf(AgentSetting.REDACT_USUAL, "yes", "no").equals("YES") ? Redaction.USUAL : List.of());
        found.beginningWith(AgentSetting.REDACT).entrySet().stream().map(LogSettings::pattern).forEach(patterns::add);
        return new Redaction(patterns);
    }

    private static Pattern pattern(Map.Entry<String, String> setting) {
        try {
            return Pattern.compile(setting.getValue());
        } catch (PatternSyntaxException e) {
            throw AgentFile.refused(setting.getKey() + " cannot be \"" + setting.getValue() + "\": " + e.getMessage()
                    + "; expected a pattern of RE2, whose first group is what is taken out");
        }
    }
}
