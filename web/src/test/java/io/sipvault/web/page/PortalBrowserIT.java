package io.sipvault.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal in a real browser: what a support engineer does with a ticket, and what hostile text does not do. */
@SuppressWarnings("NullAway.Init")
class PortalBrowserIT {
    private static final String ONE_WAY = "/calls?call_id=bf83e5e0641aab51b655%4010.20.1.11";
    private static final String LOSSY = "/calls?call_id=502d80ef0e7225dc";
    private static final List<String> PAGES = List.of("/", "/search?q=status:5xy",
            "/search?q=nothing-like-it&range=1h", ONE_WAY, LOSSY, "/calls?call_id=22761faac98ad5cd", "/streams",
            "/coverage", "/coverage?range=1h", "/agents", "/imports", "/jobs", "/jobs/1");
    private static final int MOST_LOOKS = 1_000;

    private static RealBrowser browser;

    private final PortalServer server = PortalServer.get();

    @BeforeAll
    static void openBrowser() {
        browser = RealBrowser.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingComplained() {
        assertThat(browser.complaints()).isEmpty();
    }

    private Page open(String path) {
        Page page = browser.page(1440, ColorScheme.LIGHT, true);
        page.navigate(server.address() + path);
        return page;
    }

    /** Number typed, call opened, verdict read, message opened: four interactions to the first evidence. */
    @Test
    void leadsFromTicketToEvidence() {
        Page page = open("/");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("q");
        page.keyboard().type("15558672044 problem:one_way_audio");
        page.keyboard().press("Enter");
        // rows are links as soon as the page's script has run
        page.waitForURL("**/search?*");
        page.locator("tr:has-text('32.1 s') td").nth(5).click();
        page.waitForURL("**/calls/*");
        assertThat(page.locator(".verdict").innerText()).contains("The callee heard nothing", "Next:");
        page.locator(".problem a.chip").first().click();
        Locator raw = page.locator("#message-panel .raw");
        raw.waitFor();
        assertThat(raw.innerText()).startsWith("SIP/2.0 200 OK").contains("Call-ID: bf83e5e0641aab51b655@10.20.1.11");
        assertThat(page.url()).doesNotContain("/messages/");
    }

    @Test
    void opensMessageOfTheLadderBesideIt() {
        Page page = open(ONE_WAY);
        page.locator("#message-0-0").click();
        page.locator("#message-panel .raw").waitFor();
        assertThat(page.locator("#message-panel .message__title").innerText()).isEqualTo("INVITE");
        assertThat(page.locator(".ladder-link.is-open")).satisfies(open -> assertThat(open.count()).isEqualTo(1));
        page.locator("#message-panel a[rel=next]").click();
        page.locator("#message-panel :text('2 of 29')").waitFor();
    }

    @Test
    void worksWithoutScripts() {
        Page page = browser.page(1440, ColorScheme.LIGHT, false);
        page.navigate(server.address() + ONE_WAY);
        page.locator("#message-0-0 .label").click();
        page.waitForURL("**/messages/0/0");
        assertThat(page.locator(".raw").innerText()).startsWith("INVITE sip:15558672044@");
    }

    @Test
    void showsQualityOverTime() {
        Page page = open(LOSSY);
        Locator chart = page.locator(".chart__picture").nth(2);
        chart.scrollIntoViewIfNeeded();
        assertThat(chart.boundingBox().width).isGreaterThan(200);
        assertThat(chart.locator(".chart__bar").count()).isEqualTo(4);
        page.locator(".stream-card").nth(2).locator("summary").first().click();
        assertThat(page.locator(".stream-card").nth(2).locator("table").innerText()).contains("03:17:35", "3.17");
    }

    @ParameterizedTest
    @CsvSource({"pcapng,0a0d0d0a", "pcap,4d3cb2a1", "Ladder PNG,89504e47"})
    void takesEvidenceAlong(String what, String beginning) throws IOException {
        Page page = open(ONE_WAY);
        Download download = page.waitForDownload(
                () -> page.locator(".takeaway a").getByText(what, new Locator.GetByTextOptions().setExact(true))
                        .click());
        byte[] bytes = Files.readAllBytes(download.path());
        assertThat(bytes).hasSizeGreaterThan(1_000);
        assertThat(HexFormat.of().formatHex(bytes, 0, 4)).isEqualTo(beginning);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesFilesByTheFormAndShowsWhatBecameOfThem(boolean scripts) {
        Page page = browser.page(1440, ColorScheme.LIGHT, scripts);
        page.navigate(server.address() + "/imports");
        String name = "brought-" + scripts + ".log";
        page.locator("input[name=agent]").fill("desk-1");
        page.locator("input[type=file]").setInputFiles(new FilePayload[]{payload(name, "one line of the desk"),
                payload("second-" + name, "another line of the desk")});
        page.locator("form.upload button").click();
        page.waitForURL("**/imports");
        Locator row = page.locator("tr:has(bdi:text-is('" + name + "'))");
        assertThat(row.innerText()).contains("desk-1");
        assertThat(page.locator("tr:has(bdi:text-is('second-" + name + "'))").count()).isEqualTo(1);
        Locator done = row.locator(".badge:has-text('done')");
        for (int looks = 0; !scripts && done.count() == 0 && looks < MOST_LOOKS; looks++) {
            page.reload();
        }
        done.waitFor();
        row.locator("a").click();
        page.waitForURL("**/imports/*");
        assertThat(page.locator("main").innerText()).contains(name, "desk-1", "Log lines");
    }

    private static FilePayload payload(String name, String line) {
        return new FilePayload(name, "text/plain",
                ("2026-11-21T03:14:43.000001Z desk kamailio[1]: NOTICE: " + name + " " + line + "\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void signsOutByTheButton(boolean scripts) {
        Page page = browser.page(1440, ColorScheme.LIGHT, scripts);
        page.navigate(server.address() + "/streams");
        page.getByText("Sign out").click();
        page.waitForURL("**/login*");
        page.navigate(server.address() + "/streams");
        assertThat(page.url()).contains("/login?next=%2Fstreams");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void registersAnAgentAndIssuesItsToken(boolean scripts) {
        Page page = browser.page(1440, ColorScheme.LIGHT, scripts);
        String name = "added-" + scripts;
        page.navigate(server.address() + "/agents");
        page.locator(".agents__add input[name=name]").fill(name);
        page.locator(".agents__add input[name=tags]").fill("edge, pbx");
        page.locator(".agents__add button").click();
        Locator row = page.locator("tr:has(bdi:text-is('" + name + "'))");
        assertThat(row.innerText()).contains("Never reported", "edge", "pbx");
        row.getByText("Issue token").click();
        assertThat(page.locator(".agents__token").innerText()).startsWith("agent_");
        page.getByText("Back to the agents").click();
        row.getByText("Disable").click();
        row.getByText("Disabled").waitFor();
        assertThat(row.innerText()).contains("Enable", "New token");
    }

    @Test
    void showsWhatAnAgentSawAndWhatNot() {
        Page page = open("/coverage");
        Locator strip = page.locator(".coverage__agent:has(:text('proxy-1')) .strip").first();
        assertThat(strip.boundingBox().width).isGreaterThan(800);
        assertThat(strip.getAttribute("aria-label")).contains("proxy-1, Signalling: captured", "not captured 6 min",
                "missing in the archive 19 min", "not uploaded yet 14 min", "not known");
        for (String state : List.of("captured", "gap", "missing", "pending", "drops")) {
            assertThat(strip.locator(".strip__" + state).count()).as(state).isPositive();
        }
        assertThat(page.locator("main table").innerText()).contains("1,234 packets dropped by the kernel",
                "Not captured", "Missing in the archive");
        page.getByText("1 hour").click();
        page.waitForURL("**range=1h*");
        page.getByText("Earlier").click();
        assertThat(page.locator(".coverage").first().innerText()).contains("Signalling");
    }

    @Test
    void hostileTextComesAliveNowhere() {
        Page page = open("/search?range=all&q=" + HostileCapture.NUMBER);
        assertDead(page);
        page.locator("a.row-link").first().click();
        page.waitForURL("**/calls/*");
        assertThat(page.locator(".verdict").innerText()).contains("<script>window.alive=1</script>");
        assertDead(page);
        for (int message = 0; message < 4; message++) {
            page.locator("#message-0-" + message).click();
            page.locator("#message-panel :text('" + (message + 1) + " of 4')").waitFor();
            assertDead(page);
        }
        String call = page.url();
        page.navigate(call + "/messages/0/0");
        assertDead(page);
        page.navigate(server.address() + "/agents");
        assertThat(page.locator("main").innerText()).contains(PortalServer.STRANGER, "<img src=x", "hep-2001",
                "pbx <img",
                "<script>window.alive=1");
        assertDead(page);
        page.navigate(server.address() + "/coverage");
        assertThat(page.locator("main").innerText()).contains(PortalServer.STRANGER);
        assertDead(page);
        page.navigate(server.address() + "/search?q=" + "%3Cscript%3Ewindow.alive%3D9%3C%2Fscript%3E%22%27%3E");
        assertDead(page);
    }

    private static void assertDead(Page page) {
        assertThat(page.evaluate("typeof window.alive")).isEqualTo("undefined");
        assertThat(
                page.locator("img, script:not([src]), [onerror], [onload], [onmouseover], [style], b > script").count())
                .isZero();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "1440,DARK", "390,LIGHT"})
    void isAccessible(int width, ColorScheme colours) {
        Page page = browser.page(width, colours, true);
        List<String> violations = new ArrayList<>();
        for (String path : PAGES) {
            page.navigate(server.address() + path);
            for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
                violations.add(path + ": " + rule.getId() + " " + rule.getHelp() + " "
                        + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList());
            }
        }
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 1024, 390})
    void fits(int width) {
        Page page = browser.page(width, ColorScheme.LIGHT, true);
        List<String> violations = new ArrayList<>();
        for (String path : PAGES) {
            page.navigate(server.address() + path);
            if (Boolean.FALSE.equals(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))) {
                violations.add(path + ": is wider than the window");
            }
        }
        assertThat(violations).isEmpty();
    }
}
