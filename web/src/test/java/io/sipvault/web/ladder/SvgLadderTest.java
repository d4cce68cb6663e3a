package io.sipvault.web.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.dialog.SipScript;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.ViewJson;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgLadderTest {
    /** Elements that can carry neither script nor a reference. */
    private static final Set<String> HARMLESS = Set.of("svg", "title", "desc", "rect", "line", "path", "text", "g");

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    private static List<Element> elements(String svg, String name) throws Exception {
        NodeList nodes = parsed(svg).getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<Element> ofClass(String svg, String name) throws Exception {
        return elements(svg, "g").stream().filter(g -> List.of(g.getAttribute("class").split(" ")).contains(name))
                .toList();
    }

    private static Ladder hostile() {
        return new LadderBuilder().leg(Calls.folded(Calls.hostile()))
                .logLine(new LogView(ViewJson.instant(SipScript.ns(15)), Calls.HOSTILE,
                        Calls.HOSTILE, 0, Calls.HOSTILE.repeat(50)))
                .marker(SipScript.ns(25), null, null, Calls.HOSTILE)
                .stream(Calls.goodStream("192.0.2.1:4000", "198.51.100.2:6000")).build();
    }

    @Test
    void staysWellFormedWhateverStrangersWrote() throws Exception {
        for (Theme theme : Theme.values()) {
            String svg = SvgLadder.draw(hostile(), theme);
            assertThat(elements(svg, "*")).allSatisfy(e -> assertThat(HARMLESS).contains(e.getTagName()));
            assertThat(svg).doesNotContain("<script", "\u202e", "\u0000", "\u001b", "\r", "\u2028");
        }
    }

    @Test
    void carriesNothingThatAStrictPolicyWouldBlock() throws Exception {
        List<Element> all = new ArrayList<>(elements(SvgLadder.draw(hostile(), Theme.DARK), "*"));
        all.add(parsed(SvgLadder.draw(hostile(), Theme.DARK)));
        assertThat(all).allSatisfy(e -> {
            for (int i = 0; i < e.getAttributes().getLength(); i++) {
                String name = e.getAttributes().item(i).getNodeName();
                assertThat(name).doesNotStartWith("on").doesNotContain("href").isNotEqualTo("style");
                assertThat(e.getAttributes().item(i).getNodeValue()).doesNotContain("url(", "javascript:");
            }
        });
    }

    @Test
    void keepsEveryTextWithinThePicture() throws Exception {
        for (Ladder ladder : List.of(hostile(), Calls.ladder(Calls.forked(40)), Calls.ladder(Calls.busy()))) {
            String svg = SvgLadder.draw(ladder, Theme.LIGHT);
            double width = Double.parseDouble(parsed(svg).getAttribute("width"));
            assertThat(width).isLessThanOrEqualTo(2_800);
            assertThat(elements(svg, "text")).allSatisfy(t -> {
                double size = VisibleText.cells(t.getTextContent()) * SvgLayout.CELL
                        * (t.getAttribute("font-size").isEmpty() ? 12 : Double.parseDouble(t.getAttribute("font-size")))
                        / 12;
                double x = Double.parseDouble(t.getAttribute("x"));
                double left = switch (t.getAttribute("text-anchor")) {
                    case "middle" -> x - size / 2;
                    case "end" -> x - size;
                    default -> x;
                };
                assertThat(left).as(t.getTextContent()).isGreaterThanOrEqualTo(0);
                assertThat(left + size).as(t.getTextContent()).isLessThanOrEqualTo(width);
            });
        }
    }

    @Test
    void letsAPageFindEachMessage() throws Exception {
        List<Element> messages = ofClass(SvgLadder.draw(Calls.ladder(Calls.proxied()), Theme.LIGHT), "message");
        assertThat(messages).hasSize(10);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < messages.size(); i++) {
            assertThat(messages.get(i).getAttribute("data-message")).isEqualTo(String.valueOf(i));
            assertThat(messages.get(i).getAttribute("data-leg")).isEqualTo("0");
            assertThat(ids.add(messages.get(i).getAttribute("id"))).isTrue();
        }
        assertThat(ids).contains("message-0-3");
    }

    @Test
    void tellsReadersWithoutEyesWhatItIs() throws Exception {
        Element svg = parsed(SvgLadder.draw(Calls.ladder(Calls.proxied()), Theme.LIGHT));
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Ladder of the call alice to bob");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .startsWith("3 hosts, 10 messages, 1 leg.");
    }

    @Test
    void marksFailureByMoreThanColour() throws Exception {
        String svg = SvgLadder.draw(Calls.ladder(Calls.busy()), Theme.LIGHT);
        assertThat(ofClass(svg, "client-failure")).singleElement()
                .satisfies(g -> assertThat(crosses(g)).isEqualTo(1));
        assertThat(ofClass(svg, "request")).allSatisfy(g -> assertThat(crosses(g)).isZero());
    }

    private static long crosses(Element group) {
        NodeList paths = group.getElementsByTagName("path");
        long crosses = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            crosses += ((Element) paths.item(i)).getAttribute("class").equals("cross") ? 1 : 0;
        }
        return crosses;
    }

    @Test
    void dashesWhatWasSentAgain() throws Exception {
        String svg = SvgLadder.draw(Calls.ladder(
                SipScript.call().invite().at(500).retransmit()), Theme.LIGHT);
        Element arrow = (Element) ofClass(svg, "retransmission").getFirst().getElementsByTagName("line").item(0);
        assertThat(arrow.getAttribute("stroke-dasharray")).isEqualTo("7 4");
    }

    @Test
    void drawsAtMostFiveHundredEventsAndSaysWhatIsMissing() throws Exception {
        String svg = SvgLadder.draw(Calls.ladder(Calls.endless(5_000)), Theme.LIGHT);
        assertThat(ofClass(svg, "message")).hasSizeLessThanOrEqualTo(500);
        assertThat(ofClass(svg, "omission")).singleElement()
                .satisfies(g -> assertThat(g.getTextContent()).contains("9505 events are left out here"));
        assertThat(svg.length()).isLessThan(600_000);
    }

    @Test
    void endsTheBarOfAStreamWhereItsEndIsLeftOut() throws Exception {
        Ladder ladder = new LadderBuilder().leg(Calls.folded(Calls.endless(2_000)))
                .stream(Calls.stream("0x1", "192.0.2.1:4000", "198.51.100.2:6000", 100, 100_000,
                        "\"packets\": 5000, \"lost\": 600, \"loss_pct\": 12.0, \"mos\": 2.5, \"agent\": \"import\""))
                .build();
        String svg = SvgLadder.draw(ladder, Theme.LIGHT);
        assertThat(elements(svg, "rect").stream().filter(r -> r.getAttribute("class").equals("lane poor")))
                .singleElement().satisfies(r -> assertThat(Double.parseDouble(r.getAttribute("height")))
                        .isBetween(11_000.0, 12_500.0));
    }
}
