package io.sipvault.web.security;

import static io.sipvault.web.security.SecuredServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import io.sipvault.web.account.ApiKey;
import io.sipvault.web.account.ApiKeys;
import io.sipvault.web.account.Scope;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts get, by the key that they bear. */
final class BearerTest {
    private final TestServer server = SecuredServer.get();
    private final Browser script = new Browser(server);
    private final ApiKeys keys = server.bean(ApiKeys.class);

    @ParameterizedTest
    @ValueSource(strings = {"/v1/dialogs", "/v1/dialogs/a%2Fb", "/api/users", "/api/keys", "/metrics", "/openapi.json",
            "/api/nothing/here"})
    void asksForAKey(String path) throws Exception {
        HttpResponse<String> answer = script.get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"sipvault\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":401", "Authorization: Bearer KEY");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PATCH"})
    void asksForAKeyBeforeATokenOfAForm(String method) throws Exception {
        assertThat(script.send(method, "/api/keys", "{}").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "sv_", "sv_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "test-key-of-every-scop"})
    void refusesAKeyThatItDoesNotKnow(String key) throws Exception {
        HttpResponse<String> answer = script.get("/v1/dialogs", bearer(key));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(answer.body()).contains("not known here");
    }

    @Test
    void refusesAKeyOfAnyLength() throws Exception {
        assertThat(script.get("/v1/dialogs", bearer("k".repeat(9_000))).statusCode()).isEqualTo(401);
    }

    @Test
    void takesTheKeyOfTheSettingsEverywhere() throws Exception {
        for (String path : new String[]{"/v1/dialogs", "/v1/stats", "/api/users", "/api/keys"}) {
            assertThat(script.get(path, bearer(SecuredServer.API_KEY)).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void takesTheSchemeInAnyCase() throws Exception {
        assertThat(script.get("/v1/dialogs", "Authorization", "bearer " + SecuredServer.API_KEY).statusCode())
                .isEqualTo(200);
    }

    @Test
    void makesNoSessionForAKey() throws Exception {
        assertThat(script.get("/v1/dialogs", bearer(SecuredServer.API_KEY)).headers().firstValue("Set-Cookie"))
                .isEmpty();
        assertThat(script.get("/v1/dialogs").statusCode()).isEqualTo(401);
    }

    @Test
    void keepsTheMetricsKeyToMetrics() throws Exception {
        assertThat(script.get("/metrics", bearer(SecuredServer.METRICS_KEY)).statusCode()).isNotIn(401, 403);
        assertThat(script.get("/v1/dialogs", bearer(SecuredServer.METRICS_KEY)).statusCode()).isEqualTo(403);
    }

    @Test
    void takesTheTokenOfTheCommandLine() throws Exception {
        String token = server.bean(LocalToken.class).value();
        assertThat(script.get("/api/users", bearer(token)).statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhichScopeIsMissing() throws Exception {
        String read = keys.create("reader", Scope.READ, null).secret();
        assertThat(script.get("/v1/dialogs", bearer(read)).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = script.send("POST", "/api/imports", "x", bearer(read));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"scope\":\"sessions\"", "a user of role support");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope",
                "scope=\"sessions\"");
        assertThat(script.get("/api/keys", bearer(read)).body()).contains("\"scope\":\"admin\"");
        assertThat(script.get("/metrics", bearer(read)).body()).contains("\"scope\":\"metrics\"");
    }

    @Test
    void letsAKeyOfSessionsReadAndImportButNotAdministrate() throws Exception {
        String key = keys.create("importer", Scope.SESSIONS, null).secret();
        assertThat(script.get("/v1/dialogs", bearer(key)).statusCode()).isEqualTo(200);
        assertThat(script.send("POST", "/api/imports", "x", bearer(key)).statusCode()).isNotIn(401, 403);
        assertThat(script.get("/api/users", bearer(key)).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAKeyThatExpired() throws Exception {
        String key = keys.create("short", Scope.READ, server.clock().instant().plusSeconds(60)).secret();
        assertThat(script.get("/v1/dialogs", bearer(key)).statusCode()).isEqualTo(200);
        server.clock().advance(Duration.ofSeconds(60));
        HttpResponse<String> answer = script.get("/v1/dialogs", bearer(key));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("expired at");
    }

    @Test
    void refusesAKeyThatWasRevoked() throws Exception {
        ApiKey.Created key = keys.create("gone", Scope.READ, null);
        assertThat(script.send("DELETE", "/api/keys/" + key.key().id(), "", bearer(SecuredServer.API_KEY)).statusCode())
                .isEqualTo(204);
        assertThat(script.get("/v1/dialogs", bearer(key.secret())).body()).contains("was revoked at");
    }

    @Test
    void showsASecretOnce() throws Exception {
        String[] admin = {"Authorization", "Bearer " + SecuredServer.API_KEY, "Content-Type", "application/json"};
        HttpResponse<String> made = script.send("POST", "/api/keys",
                "{\"name\":\"grafana\",\"scope\":\"metrics\",\"expires_at\":\"2030-01-01T00:00:00Z\"}", admin);
        assertThat(made.statusCode()).isEqualTo(201);
        String secret = made.body().replaceAll(".*\"key\":\"([^\"]+)\".*", "$1");
        assertThat(secret).matches("sv_[A-Za-z0-9_-]{43}");
        assertThat(script.get("/metrics", bearer(secret)).statusCode()).isNotIn(401, 403);
        assertThat(script.get("/api/keys", admin).body()).contains("grafana", "\"last_used_at\":\"20",
                "\"expires_at\":\"2030-01-01T00:00:00Z\"").doesNotContain(secret, "\"key\":");
    }

    @Test
    void namesTheFieldOfAKeyThatCannotBeMade() throws Exception {
        String[] admin = {"Authorization", "Bearer " + SecuredServer.API_KEY, "Content-Type", "application/json"};
        assertThat(script.send("POST", "/api/keys", "{\"scope\":\"read\"}", admin).body())
                .contains("\"field\":\"name\"");
        assertThat(script.send("POST", "/api/keys", "{\"name\":\"x\",\"scope\":\"all\"}", admin).body())
                .contains("read, metrics, sessions, admin");
        HttpResponse<String> past = script.send("POST", "/api/keys",
                "{\"name\":\"x\",\"scope\":\"read\",\"expires_at\":\"2020-01-01T00:00:00Z\"}", admin);
        assertThat(past.statusCode()).isEqualTo(400);
        assertThat(past.body()).contains("of no use");
    }
}
