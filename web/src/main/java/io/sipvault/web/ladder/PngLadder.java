package io.sipvault.web.ladder;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.attributes.font.FontResolver;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A ladder as PNG: its SVG, drawn by JSVG without a screen. Characters that the font has no picture of are spelled,
 * {@code <U+1F600>}. One picture is drawn at a time: each takes up to 100 MB for a moment, and JSVG's memory of fonts is
 * not made for several threads and forgets nothing by itself.
 */
public final class PngLadder {
    /** Pixels in all, at 4 bytes each while drawing. */
    static final long MOST_PIXELS = 24_000_000;
    private static final double SMALLEST = 0.25;
    private static final double LARGEST = 4;
    /** JSVG draws 2,000 elements unless told otherwise; a ladder of 500 events and 16 columns has several times more. */
    private static final DocumentLimits LIMITS = new DocumentLimits(DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
            DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH, 50_000);
    private static final Object ONE_AT_A_TIME = new Object();

    private PngLadder() {}

    /**
     * Draws a ladder.
     *
     * @param scale
     *            pixels for one of the SVG's, 0.25 to 4; less when the picture would have more than 24 million
     * @return the file
     */
    public static byte[] draw(Ladder ladder, Theme theme, double scale) {
        synchronized (ONE_AT_A_TIME) {
            Font font = LadderFont.get();
            try {
                return encoded(picture(document(SvgLadder.draw(ladder, theme, font::canDisplay)), scale));
            } finally {
                FontResolver.clearFontCache();
            }
        }
    }

    private static SVGDocument document(String svg) {
        ByteArrayInputStream in = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8));
        return Objects.requireNonNull(
                new SVGLoader().load(in, null, LoaderContext.builder().documentLimits(LIMITS).build()),
                "JSVG could not read the SVG that we wrote");
    }

    private static BufferedImage picture(SVGDocument document, double scale) {
        FloatSize size = document.size();
        double pixels = (double) size.width * size.height;
        double bounded = Math.min(Math.clamp(scale, SMALLEST, LARGEST), Math.sqrt(MOST_PIXELS / pixels));
        int width = Math.max(1, (int) Math.floor(size.width * bounded));
        int height = Math.max(1, (int) Math.floor(size.height * bounded));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            document.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, new ViewBox(0, 0, width, height));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
