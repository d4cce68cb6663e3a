package io.sipvault.web.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ladders of sample calls against golden files. */
class SampleLadderTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "ladder");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"05-carrier-503", "14-two-legs"})
    void drawsWhatItDrew(String scenario) throws IOException {
        Ladder ladder = SampleCall.ladder(scenario, folder);
        compare(scenario + ".txt", TextLadder.lines(ladder));
        compare(scenario + ".svg", SvgLadder.draw(ladder, Theme.LIGHT).lines().toList());
    }

    private static void compare(String name, List<String> lines) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.write(file, lines);
        }
        assertThat(lines).as("%s; when the change is meant, refresh it by -Dgolden.update=true and look at it", name)
                .containsExactlyElementsOf(Files.readAllLines(file));
    }
}
