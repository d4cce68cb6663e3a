package io.sipvault.web.security;

import static io.sipvault.web.security.SecuredServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import io.sipvault.web.account.Role;
import io.sipvault.web.account.Users;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get, by name and password. */
final class SignInTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PASSWORD = "correct horse battery";
    private static final String WRONG = "/login?wrong&next=%2F";

    private final TestServer server = SecuredServer.get();
    private final Browser browser = new Browser(server);
    private final Users users = server.bean(Users.class);

    private String user(Role role) {
        return users.add("person" + NUMBER.incrementAndGet(), role, PASSWORD).name();
    }

    private static String place(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("").replaceFirst("^http://[^/]+", "");
    }

    @Test
    void sendsWhoeverIsUnknownToTheLoginPageAndBack() throws Exception {
        HttpResponse<String> first = browser.get("/calls/x?tab=ladder");
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(place(first)).isEqualTo("/login?next=%2Fcalls%2Fx%3Ftab%3Dladder");
        assertThat(browser.get(place(first)).body()).contains("value=\"/calls/x?tab=ladder\"");
        HttpResponse<String> in = browser.form("/login", Map.of("username", user(Role.VIEWER), "password", PASSWORD,
                "_csrf", browser.csrf(), "next", "/calls/x?tab=ladder"));
        assertThat(place(in)).isEqualTo("/calls/x?tab=ladder");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"})
    void sendsNobodyElsewhere(String next) throws Exception {
        HttpResponse<String> in = browser.form("/login", Map.of("username", user(Role.VIEWER), "password", PASSWORD,
                "_csrf", browser.csrf(), "next", next));
        assertThat(place(in)).isEqualTo("/");
    }

    @Test
    void letsPeopleCallTheInterfaceByCookie() throws Exception {
        assertThat(place(browser.signIn(user(Role.VIEWER), PASSWORD))).isEqualTo("/");
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheCookieFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> in = browser.signIn(user(Role.VIEWER), PASSWORD);
        String cookie = in.headers().allValues("Set-Cookie").stream().filter(c -> c.startsWith("SIPVAULT_SESSION="))
                .findFirst().orElse("");
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax").doesNotContain("Secure");
    }

    @Test
    void takesNoSessionForALookAtTheLoginPage() throws Exception {
        browser.csrf();
        assertThat(browser.cookie("SIPVAULT_SESSION")).isEmpty();
        assertThat(browser.cookie("XSRF-TOKEN").map(HttpCookie::isHttpOnly)).hasValue(true);
    }

    @Test
    void givesANewSessionAtEverySignIn() throws Exception {
        browser.signIn(user(Role.VIEWER), PASSWORD);
        String first = browser.cookie("SIPVAULT_SESSION").orElseThrow().getValue();
        browser.signIn(user(Role.SUPPORT), PASSWORD);
        assertThat(browser.cookie("SIPVAULT_SESSION").orElseThrow().getValue()).isNotEqualTo(first);
    }

    @Test
    void knowsNoSessionThatItDidNotMake() throws Exception {
        HttpResponse<String> answer = browser.get("/v1/dialogs", "Cookie", "SIPVAULT_SESSION=chosen-by-somebody");
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void answersTheSameToAWrongNameAndAWrongPassword() throws Exception {
        HttpResponse<String> wrongPassword = browser.signIn(user(Role.VIEWER), "not the password");
        HttpResponse<String> wrongName = browser.signIn("nobody", "not the password");
        assertThat(wrongName.statusCode()).isEqualTo(wrongPassword.statusCode()).isEqualTo(302);
        assertThat(place(wrongName)).isEqualTo(place(wrongPassword)).isEqualTo(WRONG);
        assertThat(wrongName.headers().map().keySet()).isEqualTo(wrongPassword.headers().map().keySet());
        assertThat(browser.cookie("SIPVAULT_SESSION")).isEmpty();
    }

    @Test
    void takesNamesInAnyCase() throws Exception {
        String name = user(Role.VIEWER);
        assertThat(place(browser.signIn(" " + name.replace('p', 'P') + " ", PASSWORD))).isEqualTo("/");
    }

    @Test
    void locksAnAccountWhosePasswordIsGuessedAtForATime() throws Exception {
        String name = user(Role.VIEWER);
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(place(browser.signIn(name, "guess " + attempt))).isEqualTo(WRONG);
        }
        assertThat(place(browser.signIn(name, PASSWORD))).as("right, and locked").isEqualTo(WRONG);
        server.clock().advance(Duration.ofMinutes(14));
        assertThat(place(browser.signIn(name, PASSWORD))).as("right, and still locked").isEqualTo(WRONG);
        server.clock().advance(Duration.ofMinutes(1));
        assertThat(place(browser.signIn(name, PASSWORD))).isEqualTo("/");
    }

    @Test
    void countsFailuresInARowOnly() throws Exception {
        String name = user(Role.VIEWER);
        for (int round = 0; round < 2; round++) {
            for (int attempt = 0; attempt < 4; attempt++) {
                browser.signIn(name, "guess " + attempt);
            }
            assertThat(place(browser.signIn(name, PASSWORD))).isEqualTo("/");
        }
    }

    @Test
    void endsALockWithANewPassword() throws Exception {
        String name = user(Role.VIEWER);
        for (int attempt = 0; attempt < 5; attempt++) {
            browser.signIn(name, "guess " + attempt);
        }
        users.changePassword(name, "another password");
        assertThat(place(browser.signIn(name, "another password"))).isEqualTo("/");
    }

    @Test
    void endsSessionsWhenAUserIsDisabled() throws Exception {
        String name = user(Role.SUPPORT);
        browser.signIn(name, PASSWORD);
        assertThat(new Browser(server).send("DELETE", "/api/users/" + name, "", bearer(SecuredServer.API_KEY))
                .statusCode()).isEqualTo(204);
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(401);
        assertThat(place(browser.signIn(name, PASSWORD))).isEqualTo(WRONG);
    }

    @Test
    void endsSessionsWhenARoleOrAPasswordChanges() throws Exception {
        String name = user(Role.SUPPORT);
        browser.signIn(name, PASSWORD);
        users.changeRole(name, Role.VIEWER);
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(401);
        browser.signIn(name, PASSWORD);
        users.changePassword(name, "another password");
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(401);
    }

    @Test
    void endsASessionThatLastsTooLong() throws Exception {
        browser.signIn(user(Role.VIEWER), PASSWORD);
        server.clock().advance(Duration.ofHours(12));
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(401);
    }

    @Test
    void signsOut() throws Exception {
        browser.signIn(user(Role.VIEWER), PASSWORD);
        assertThat(browser.form("/logout", Map.of()).statusCode()).as("without the token").isEqualTo(403);
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(200);
        assertThat(place(browser.form("/logout", Map.of("_csrf", browser.csrf())))).isEqualTo("/login?out");
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(401);
    }

    @Test
    void refusesALoginFormWithoutItsToken() throws Exception {
        String name = user(Role.VIEWER);
        assertThat(browser.form("/login", Map.of("username", name, "password", PASSWORD)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void asksWhoCallsByCookieForTheTokenInEverythingButGet() throws Exception {
        browser.signIn(user(Role.ADMIN), PASSWORD);
        String body = "{\"name\":\"by cookie\",\"scope\":\"read\"}";
        HttpResponse<String> without = browser.send("POST", "/api/keys", body, "Content-Type", "application/json");
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("CSRF token", "X-XSRF-TOKEN");
        assertThat(browser.send("POST", "/api/keys", body, "Content-Type", "application/json", "X-XSRF-TOKEN",
                browser.csrf()).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"cross-site,403", "same-site,403", "same-origin,201", "none,201"})
    void refusesWhatAPageOfAnotherSiteSendsEvenWithAToken(String from, int status) throws Exception {
        browser.signIn(user(Role.ADMIN), PASSWORD);
        assertThat(browser.send("POST", "/api/keys", "{\"name\":\"x\",\"scope\":\"read\"}", "Content-Type",
                "application/json", "X-XSRF-TOKEN", browser.csrf(), "Sec-Fetch-Site", from).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"VIEWER,false,false", "SUPPORT,true,false", "ADMIN,true,true"})
    void givesEachRoleItsRights(Role role, boolean imports, boolean administrates) throws Exception {
        browser.signIn(user(role), PASSWORD);
        assertThat(browser.get("/v1/dialogs").statusCode()).isEqualTo(200);
        int imported = browser.send("POST", "/api/imports", "x", "X-XSRF-TOKEN", browser.csrf()).statusCode();
        assertThat(imported == 403).isEqualTo(!imports);
        for (String path : new String[]{"/api/users", "/api/keys", "/api/jobs", "/metrics", "/admin/users"}) {
            assertThat(browser.get(path).statusCode() == 403).as(path).isEqualTo(!administrates);
        }
    }

    @Test
    void keepsTheLastAdministrator() throws Exception {
        try (TestServer other = TestServer.start(Map.of("sipvault.api.key", SecuredServer.API_KEY))) {
            Users few = other.bean(Users.class);
            few.add("only", Role.ADMIN, PASSWORD);
            Browser script = new Browser(other);
            assertThat(script.send("DELETE", "/api/users/only", "", bearer(SecuredServer.API_KEY)).statusCode())
                    .isEqualTo(409);
            assertThat(script.send("PATCH", "/api/users/only", "{\"role\":\"viewer\"}", "Authorization",
                    "Bearer " + SecuredServer.API_KEY, "Content-Type", "application/json").statusCode())
                    .isEqualTo(409);
            few.add("second", Role.ADMIN, PASSWORD);
            assertThat(script.send("DELETE", "/api/users/only", "", bearer(SecuredServer.API_KEY)).statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void addsAndChangesUsersOverTheInterface() throws Exception {
        String[] admin = {"Authorization", "Bearer " + SecuredServer.API_KEY, "Content-Type", "application/json"};
        String name = "added" + NUMBER.incrementAndGet();
        HttpResponse<String> added = browser.send("POST", "/api/users", "{\"name\":\"" + name
                + "\",\"role\":\"support\",\"password\":\"long enough\"}", admin);
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.body()).contains("\"role\":\"support\"", "\"enabled\":true").doesNotContain("argon2",
                "long enough");
        assertThat(browser.send("POST", "/api/users", "{\"name\":\"" + name
                + "\",\"role\":\"viewer\",\"password\":\"long enough\"}", admin).statusCode()).isEqualTo(409);
        assertThat(browser.send("PATCH", "/api/users/" + name, "{\"enabled\":false}", admin).body())
                .contains("\"enabled\":false");
        assertThat(browser.send("PATCH", "/api/users/" + name, "{\"password\":\"short\"}", admin).statusCode())
                .isEqualTo(400);
        assertThat(browser.send("PATCH", "/api/users/nobody", "{\"enabled\":true}", admin).statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/api/users", admin).body()).contains(name).doesNotContain("argon2");
    }
}
