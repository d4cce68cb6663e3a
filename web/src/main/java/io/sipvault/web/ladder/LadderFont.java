package io.sipvault.web.ladder;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The font that pictures are drawn with, DejaVu Sans Mono, which we bring along. Java on Linux asks the library fontconfig
 * for the fonts of the machine before it draws the first letter, and fails where that is missing, as on most servers. A
 * configuration file of its own spares it the question; it has to be named before anything touches a font.
 */
final class LadderFont {
    private static final String FILE = "DejaVuSansMono.ttf";
    private static final String CONFIGURATION = "sun.awt.fontconfig";
    private static final String HEADLESS = "java.awt.headless";
    private static final List<String> LOGICAL_FONTS = List.of("serif", "sansserif", "monospaced", "dialog",
            "dialoginput");
    private static final List<String> STYLES = List.of("plain", "bold", "italic", "bolditalic");

    private LadderFont() {}

    private static final class Holder {
        static final Font FONT = load();
    }

    /** Registered under its name, {@code DejaVu Sans Mono}. */
    static Font get() {
        try {
            return Holder.FONT;
        } catch (LinkageError | InternalError e) {
            throw new ForensicException(ErrorCode.INTERNAL, "drawing a picture failed: Java's graphics do not work here"
                    + " (" + e
                    + "). Missing libraries of the system? Debian: apt-get install libfontconfig1 libfreetype6."
                    + " The ladder as SVG and as text needs none of them", e);
        }
    }

    private static Font load() {
        try {
            Path file = extract();
            System.setProperty(HEADLESS, System.getProperty(HEADLESS, "true"));
            System.setProperty(CONFIGURATION, System.getProperty(CONFIGURATION, configuration(file).toString()));
            Font font = Font.createFont(Font.TRUETYPE_FONT, file.toFile());
            // false when the machine has it already, which is as good
            GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
            return font;
        } catch (IOException | FontFormatException | RuntimeException e) {
            throw new LinkageError("the font " + FILE + " could not be loaded: " + e.getMessage(), e);
        }
    }

    private static Path extract() throws IOException {
        Path folder = Files.createTempDirectory("sipvault-font");
        folder.toFile().deleteOnExit();
        Path file = folder.resolve(FILE);
        try (InputStream in = Objects.requireNonNull(LadderFont.class.getResourceAsStream(FILE), FILE)) {
            Files.copy(in, file);
        }
        file.toFile().deleteOnExit();
        return file;
    }

    private static Path configuration(Path font) throws IOException {
        StringBuilder text = new StringBuilder("version=1\nsequence.allfonts=default\n");
        for (String name : LOGICAL_FONTS) {
            STYLES.forEach(style -> text.append(name).append('.').append(style)
                    .append(".default=DejaVu Sans Mono\n"));
        }
        text.append("filename.DejaVu_Sans_Mono=").append(font.toString().replace("\\", "\\\\")).append('\n');
        Path file = Files.writeString(font.resolveSibling("fontconfig.properties"), text);
        file.toFile().deleteOnExit();
        return file;
    }
}
