package io.sipvault.web.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The browser of the machine, without a window. */
final class RealBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> OPTIONS = List.of("--headless", "--no-sandbox", "--disable-gpu",
            "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    /** What pages complained of: errors of scripts, refusals by the policy, answers that failed. */
    private final List<String> complaints = new ArrayList<>();

    private RealBrowser(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright.chromium().launch(
                new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(OPTIONS));
    }

    /** Skips the test where there is no browser. */
    static RealBrowser open() {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "SKIPPED, no browser: " + CHROMIUM
                + " is missing (Debian: apt-get install chromium), so the portal is not tested as its users see it");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        return new RealBrowser(Playwright.create(new Playwright.CreateOptions().setEnv(environment)));
    }

    /** A page of its own, signed in where the server asks for it. */
    Page page(int width, ColorScheme colours, boolean scripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900)
                .setColorScheme(colours).setJavaScriptEnabled(scripts).setAcceptDownloads(true));
        Page page = context.newPage();
        page.onPageError(error -> complaints.add("script failed: " + error));
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.navigate(PortalServer.get().address() + "/");
        if (page.url().contains("/login")) {
            page.fill("input[name=username]", "admin");
            page.fill("input[name=password]", PortalServer.PASSWORD);
            page.click("button[type=submit]");
            page.waitForURL(url -> !url.contains("/login"));
        }
        complaints.clear();
        return page;
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
