package io.sipvault.agent.config;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of an agent as text, and what they mean. */
final class AgentFile {
    private static final String ANY = "any";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kKmMgG]?)[bB]?");

    private final Path file;
    private final Properties properties;
    private final Map<String, String> environment;

    private AgentFile(Path file, Properties properties, Map<String, String> environment) {
        this.file = file;
        this.properties = properties;
        this.environment = environment;
    }

    static AgentFile read(Path file, Map<String, String> environment) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "reading the agent's settings from " + file + " failed ("
                    + e + "). It must be a text file in UTF-8 of lines such as sipvault.agent.name=proxy-1", e);
        }
        AgentFile found = new AgentFile(file, properties, environment);
        properties.stringPropertyNames().stream().filter(AgentSetting::isOfAgent).forEach(found::checkKnown);
        return found;
    }

    private void checkKnown(String property) {
        if (!AgentSetting.isKnown(property)) {
            throw refused(file + " sets \"" + property + "\", which is no setting; these are: "
                    + String.join(", ", Arrays.stream(AgentSetting.values()).map(AgentSetting::property).toList()));
        }
    }

    private @Nullable String find(AgentSetting setting) {
        return Stream.of(environment.get(setting.variable()), properties.getProperty(setting.property()), setting.usual)
                .filter(value -> value != null && !value.isBlank()).map(value -> String.valueOf(value).strip())
                .findFirst().orElse(null);
    }

    @Nullable
    String textOrNull(AgentSetting setting) {
        return find(setting);
    }

    String text(AgentSetting setting) {
        String value = find(setting);
        if (value == null) {
            throw refused(setting.property() + " is missing in " + file + ": expected " + setting.form);
        }
        return value;
    }

    /** @throws ForensicException BAD_REQUEST when none of them is set */
    void requireOneOf(String purpose, AgentSetting... settings) {
        if (Arrays.stream(settings).allMatch(setting -> find(setting) == null)) {
            throw refused(purpose + ": none of these is set in " + file + ": "
                    + String.join(", ", Arrays.stream(settings).map(AgentSetting::property).toList()));
        }
    }

    String matching(AgentSetting setting, String pattern) {
        String value = text(setting);
        if (!value.matches(pattern)) {
            throw wrong(setting);
        }
        return value;
    }

    @Nullable
    Path pathOrNull(AgentSetting setting) {
        String value = find(setting);
        return value == null ? null : Path.of(value);
    }

    /** Names, each once, or {@code any} alone: what passes two of them would be stored twice. None when nothing is set. */
    List<String> namesOrNone(AgentSetting setting) {
        return find(setting) == null ? List.of() : names(setting);
    }

    private List<String> names(AgentSetting setting) {
        List<String> names = Stream.of(text(setting).split(",", -1)).map(String::strip).filter(name -> !name.isEmpty())
                .toList();
        boolean twice = names.stream().distinct().count() < names.size() || names.contains(ANY) && names.size() > 1;
        if (names.isEmpty() || twice) {
            throw wrong(setting);
        }
        return names;
    }

    /** Whatever stands between commas; none when it is not set. */
    List<String> listOrNone(AgentSetting setting) {
        String value = find(setting);
        return value == null
                ? List.of()
                : Stream.of(value.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty()).distinct()
                        .toList();
    }

    /** What a function makes of a text; the setting is wrong when that fails. */
    <T> @Nullable T parsedOrNull(AgentSetting setting, Function<String, T> parser) {
        String value = find(setting);
        try {
            return value == null ? null : parser.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(setting);
        }
    }

    /** Settings whose names begin so, by name. */
    Map<String, String> beginningWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        properties.stringPropertyNames().stream().filter(name -> name.startsWith(prefix))
                .forEach(name -> found.put(name, properties.getProperty(name)));
        return found;
    }

    /** One of some words, in capitals. */
    String oneOf(AgentSetting setting, String... words) {
        String value = text(setting).toLowerCase(Locale.ROOT);
        if (!List.of(words).contains(value)) {
            throw wrong(setting);
        }
        return value.toUpperCase(Locale.ROOT);
    }

    long number(AgentSetting setting, long least, long most) {
        try {
            return within(setting, Long.parseLong(text(setting)), least, most);
        } catch (NumberFormatException e) {
            throw wrong(setting);
        }
    }

    /** Bytes; K, M and G are powers of 1024. */
    long size(AgentSetting setting, long least, long most) {
        Matcher matcher = SIZE.matcher(text(setting));
        if (!matcher.matches()) {
            throw wrong(setting);
        }
        int shift = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        long number = Long.parseLong(matcher.group(1));
        return within(setting, number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift, least, most);
    }

    private long within(AgentSetting setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw wrong(setting);
        }
        return value;
    }

    Duration duration(AgentSetting setting, Duration least, Duration most) {
        try {
            Duration duration = Duration.parse(text(setting));
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw wrong(setting);
    }

    ForensicException wrong(AgentSetting setting) {
        String variable = environment.get(setting.variable());
        String place = variable == null || variable.isBlank() ? file.toString() : setting.variable();
        return refused(setting.property() + " cannot be \"" + text(setting) + "\" (by " + place + "): expected "
                + setting.form);
    }

    static ForensicException refused(String why) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "settings of the agent: " + why);
    }
}
