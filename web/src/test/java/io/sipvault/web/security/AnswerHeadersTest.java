package io.sipvault.web.security;

import static io.sipvault.web.security.SecuredServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every answer says to browsers, and what the firewall lets in. */
final class AnswerHeadersTest {
    private final TestServer server = SecuredServer.get();
    private final Browser browser = new Browser(server);

    @ParameterizedTest
    @CsvSource({"GET,/login,200", "GET,/health,200", "GET,/v1/dialogs,401", "GET,/,302", "GET,/v1/a%0Db,400",
            "POST,/login,403", "GET,/v1/dialogs?a=%0D%0A,401"})
    void saysOnEveryAnswerWhatAPageMayDo(String method, String path, int status) throws Exception {
        check(browser.send(method, path, ""), status);
    }

    @Test
    void saysSoOnAnswersToKeysToo() throws Exception {
        String[] key = bearer(SecuredServer.API_KEY);
        check(browser.get("/v1/dialogs", key), 200);
        check(browser.get("/v1/dialogs/none", key), 404);
        check(browser.get("/v1/dialogs?limit=0", key), 400);
        check(browser.send("POST", "/api/keys", "x".repeat(5_000), key), 413);
        check(browser.get("/metrics", bearer("wrong")), 401);
    }

    private static void check(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Content-Security-Policy")).singleElement().asString()
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).as("without TLS").isEmpty();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    /** RFC 3261 25.1: word = 1*(alphanum / "-" / "." / "!" / "%" / "*" / "_" / "+" / "`" / "'" / "~" / "(" / ...). */
    @Test
    void takesEveryCharacterOfAWordInAPath() throws Exception {
        HttpResponse<String> answer = browser.get("/v1/dialogs/%2D%2E%21%25%2A%5F%2B%60%27%7E%28%29%3C%3E%3A%5C%22%2F"
                + "%5B%5D%3F%7B%7D%3Ba%40%2F%2Fb", bearer(SecuredServer.API_KEY));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("-.!%*_+`'~()<>:\\\\\\\"/[]?{};a@//b");
    }

    @ParameterizedTest
    @CsvSource({"/v1/dialogs/a%00b", "/v1/dialogs/a%0Db", "/v1/dialogs/a%0Ab", "/v1/dialogs/a%0D%0Ab",
            "/v1/dialogs/../secrets", "/css/..%2F..%2Fapplication.properties"})
    void refusesWhatNoCallIdHolds(String path) throws Exception {
        HttpResponse<String> answer = browser.get(path, bearer(SecuredServer.API_KEY));
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("spring.");
    }

    @Test
    void tellsItsHealthToEverybody() throws Exception {
        assertThat(browser.get("/health").body()).isEqualTo("ok");
        assertThat(browser.get("/health", bearer("wrong")).statusCode()).isEqualTo(200);
        assertThat(browser.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(browser.get("/health/ready").statusCode()).isNotIn(302, 401, 403);
    }
}
