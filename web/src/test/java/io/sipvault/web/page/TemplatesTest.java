package io.sipvault.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no template may hold, so that the strictest Content-Security-Policy and hostile text find nothing to live on. */
class TemplatesTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path STATIC = Path.of("src/main/resources/static");

    @Test
    void holdNoInlineStyle() throws IOException {
        assertThat(found(TEMPLATES, "(?i)[\\s\"'](?:th:)?style\\s*=|<style\\b|style=\\$")).isEmpty();
    }

    @Test
    void holdNoInlineScript() throws IOException {
        assertThat(found(TEMPLATES, "(?i)<script(?![^>]*\\bsrc=)|javascript:|th:inline|\\[\\[|\\[\\(")).isEmpty();
    }

    @Test
    void holdNoEventAttribute() throws IOException {
        assertThat(found(TEMPLATES, "(?i)\\s(?:th:)?on[a-z]+\\s*=|hx-on|hx-vals=.js:|hx-headers=.js:")).isEmpty();
    }

    /** The ladder's drawing escapes its text itself; nothing else is put in as markup. */
    @Test
    void putInNothingAsMarkupButTheLadder() throws IOException {
        assertThat(found(TEMPLATES, "th:utext=\"(?!\\$\\{call\\.ladder}\")")).isEmpty();
        assertThat(found(TEMPLATES, "th:utext")).hasSize(1);
    }

    @Test
    void referToNothingElsewhere() throws IOException {
        assertThat(found(TEMPLATES, "(?i)(?:src|href|action)=\"(?:https?:)?//")).isEmpty();
        assertThat(found(STATIC, "(?i)url\\((?!#)|@import|eval\\(|innerHTML\\s*=|document\\.write")).isEmpty();
    }

    private static List<String> found(Path folder, String pattern) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(file + ": " + matcher.group());
                }
            }
        }
        return found;
    }
}
