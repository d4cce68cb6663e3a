package io.sipvault.web.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PngLadderTest {
    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static Map<Integer, Integer> colours(BufferedImage image) {
        Map<Integer, Integer> colours = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.merge(image.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        return colours;
    }

    private static int rgb(String colour) {
        return Integer.parseInt(colour, 1, 7, 16);
    }

    private static double attribute(String svg, String name) {
        Matcher matcher = Pattern.compile(" " + name + "=\"([0-9.]+)\"").matcher(svg);
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatTheSvgShows(Theme theme) throws IOException {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.busy()))
                .stream(Calls.goodStream("192.0.2.1:4000", "198.51.100.2:6000")).build();
        Map<Integer, Integer> colours = colours(read(PngLadder.draw(ladder, theme, 2)));
        assertThat(colours.keySet()).contains(rgb(theme.background), rgb(theme.rail), rgb(theme.box),
                rgb(theme.of(MessageKind.REQUEST)), rgb(theme.of(MessageKind.CLIENT_FAILURE)), rgb(theme.media),
                rgb(theme.ink));
    }

    @Test
    void drawsLettersWithTheFontThatWeBring() throws IOException {
        Ladder ladder = Calls.ladder(Calls.busy());
        BufferedImage image = read(PngLadder.draw(ladder, Theme.LIGHT, 2));
        int ink = 0;
        for (int y = 2 * 18; y < 2 * 36; y++) {
            for (int x = 2 * 16; x < 2 * 130; x++) {
                ink += (image.getRGB(x, y) & 0xff) < 0x80 ? 1 : 0;
            }
        }
        assertThat(ink).as("dark pixels of the title 'alice to bob'").isBetween(300, 2_000);
        assertThat(LadderFont.get().getFamily()).isEqualTo("DejaVu Sans Mono");
    }

    @Test
    void isAsLargeAsTheSvgTimesItsScale() throws IOException {
        String svg = SvgLadder.draw(Calls.ladder(Calls.busy()), Theme.LIGHT);
        BufferedImage image = read(PngLadder.draw(Calls.ladder(Calls.busy()), Theme.LIGHT, 1.5));
        assertThat(image.getWidth()).isEqualTo((int) (attribute(svg, "width") * 1.5));
        assertThat(image.getHeight()).isEqualTo((int) (attribute(svg, "height") * 1.5));
    }

    @Test
    void neverHasMorePixelsThanItMay() throws IOException {
        BufferedImage image = read(PngLadder.draw(Calls.ladder(Calls.forked(300)), Theme.LIGHT, 1_000));
        assertThat((long) image.getWidth() * image.getHeight()).isLessThanOrEqualTo(PngLadder.MOST_PIXELS)
                .isGreaterThan(PngLadder.MOST_PIXELS / 2);
    }

    @Test
    void drawsWhatStrangersWrote() throws IOException {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.hostile())).logLine(Calls.log(15, Calls.HOSTILE))
                .build();
        assertThat(read(PngLadder.draw(ladder, Theme.DARK, 1)).getWidth()).isPositive();
    }
}
