package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sipvault.SipvaultApplication;
import io.sipvault.web.Browser;
import io.sipvault.web.account.ApiKeys;
import io.sipvault.web.account.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the interface, and whether the interface is as described. */
final class OpenApiTest {
    private static final JsonNode DOCUMENT = ApiServer.json("/openapi.json");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Schemas of the description that take no member that they do not name. */
    private static Schema schema(JsonNode reference) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.set("$defs", closed(DOCUMENT.get("components").get("schemas").deepCopy()));
        root.setAll((ObjectNode) reference.deepCopy());
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root.toString().replace("#/components/schemas/", "#/$defs/"));
    }

    private static JsonNode closed(JsonNode schemas) {
        for (JsonNode schema : schemas) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        return schemas;
    }

    private static JsonNode answer(String method, String route, int status, String mediaType) {
        JsonNode answer = DOCUMENT.get("paths").get(route).get(method).get("responses").get(String.valueOf(status));
        return answer.get("content").get(mediaType).get("schema");
    }

    private static void conforms(String route, String path) {
        assertThat(schema(answer("get", route, 200, "application/json")).validate(ApiServer.json(path))).as(path)
                .isEmpty();
    }

    @Test
    void isOpenApi31WithBearerKeys() {
        assertThat(DOCUMENT.get("openapi").asString()).startsWith("3.1.");
        assertThat(DOCUMENT.get("info").get("title").asString()).isEqualTo("Sipvault");
        assertThat(DOCUMENT.get("components").get("securitySchemes").get("bearer").get("scheme").asString())
                .isEqualTo("bearer");
        assertThat(DOCUMENT.get("security").get(0).has("bearer")).isTrue();
        assertThat(DOCUMENT.get("paths").get("/health").get("get").get("security")).isEmpty();
    }

    @Test
    void describesEveryMappedRouteAndNothingElse() {
        Set<String> mapped = new TreeSet<>();
        ApiServer.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().isAnnotationPresent(RestController.class)) {
                        mapped.addAll(routes(mapping));
                    }
                });

        assertThat(described()).isEqualTo(mapped).contains("get /v1/dialogs/{}/messages", "post /api/imports",
                "get /v1/calls", "get /openapi.json", "delete /api/keys/{}", "get /metrics");
    }

    private static Set<String> routes(RequestMappingInfo mapping) {
        Set<String> routes = new TreeSet<>();
        mapping.getPatternValues().forEach(pattern -> mapping.getMethodsCondition().getMethods().forEach(
                method -> routes.add(method.name().toLowerCase(Locale.ROOT) + " " + nameless(pattern))));
        return routes;
    }

    private static Set<String> described() {
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : DOCUMENT.get("paths").properties()) {
            path.getValue().propertyNames().forEach(method -> described.add(method + " " + nameless(path.getKey())));
        }
        return described;
    }

    private static String nameless(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private static List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        for (JsonNode path : DOCUMENT.get("paths")) {
            path.properties().forEach(each -> {
                assertThat(METHODS).contains(each.getKey());
                operations.add(each.getValue());
            });
        }
        return operations;
    }

    @Test
    void saysOfEachRouteWhatItDoesAndHowItFails() {
        Set<String> ids = new HashSet<>();
        for (JsonNode operation : operations()) {
            assertThat(operation.get("summary").asString()).isNotBlank();
            assertThat(ids.add(operation.get("operationId").asString())).as(operation.toString()).isTrue();
            assertThat(operation.get("responses").get("default").get("$ref").asString())
                    .isEqualTo("#/components/responses/Problem");
            for (JsonNode parameter : operation.path("parameters")) {
                assertThat(parameter.get("description").asString()).isNotBlank();
                assertThat(parameter.get("schema").get("type").asString()).isNotBlank();
            }
        }
        assertThat(DOCUMENT.get("components").get("responses").get("Problem").get("content").propertyNames())
                .containsExactly("application/problem+json");
    }

    @Test
    void hasNoTextForWhatIsNotThere() throws IOException {
        Properties texts = new Properties();
        texts.load(Objects.requireNonNull(
                SipvaultApplication.class.getResourceAsStream("/io/sipvault/web/openapi/texts.properties")));
        Set<String> known = new TreeSet<>(List.of("about", "problem", "busy", "ok", "down"));
        DOCUMENT.get("paths").properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            known.add(operation.getKey().toUpperCase(Locale.ROOT) + path.getKey());
            operation.getValue().path("parameters").forEach(parameter -> {
                String name = parameter.get("name").asString();
                String own = "parameter." + operation.getValue().get("tags").get(0).asString() + "." + name;
                known.add(texts.containsKey(own) ? own : "parameter." + name);
            });
        }));

        assertThat(texts.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void refersToNothingThatIsNotThere() {
        for (String reference : references(DOCUMENT, new TreeSet<>())) {
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
    }

    private static Set<String> references(JsonNode node, Set<String> found) {
        node.properties().forEach(each -> {
            if (each.getKey().equals("$ref")) {
                found.add(each.getValue().asString());
            }
        });
        node.forEach(child -> references(child, found));
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/dialogs", "/v1/streams", "/v1/calls", "/v1/stats", "/api/imports", "/api/jobs",
            "/api/keys", "/api/users", "/api/agents", "/api/coverage", "/health/live", "/health/ready",
            "/openapi.json"})
    void answersAsDescribed(String path) {
        conforms(path, path);
    }

    @Test
    void answersOfEveryDialogCallStreamAndImportAreAsDescribed() {
        Schema dialog = schema(answer("get", "/v1/dialogs/{call_id}", 200, "application/json"));
        Schema messages = schema(answer("get", "/v1/dialogs/{call_id}/messages", 200, "application/json"));
        Schema report = schema(answer("get", "/v1/dialogs/{call_id}/report", 200, "application/json"));
        for (JsonNode each : ApiServer.all("/v1/dialogs", "dialogs")) {
            String path = "/v1/dialogs/" + ApiServer.encoded(each.get("call_id").asString());
            String method = "?method=" + each.get("method").asString();
            assertThat(dialog.validate(ApiServer.json(path + method))).as(path).isEmpty();
            assertThat(messages.validate(ApiServer.json(path + "/messages" + method))).as(path).isEmpty();
            assertThat(report.validate(ApiServer.json(path + "/report" + method))).as(path).isEmpty();
        }
        Schema stream = schema(answer("get", "/v1/streams/{ssrc}", 200, "application/json"));
        for (JsonNode each : ApiServer.all("/v1/streams", "streams")) {
            String path = "/v1/streams/" + each.get("ssrc").asString();
            assertThat(stream.validate(ApiServer.json(path))).as(path).isEmpty();
        }
        Schema call = schema(answer("get", "/v1/calls/{id}", 200, "application/json"));
        for (JsonNode each : ApiServer.all("/v1/calls", "calls")) {
            String path = "/v1/calls/" + ApiServer.encoded(each.get("id").asString());
            assertThat(call.validate(ApiServer.json(path))).as(path).isEmpty();
        }
        for (JsonNode each : ApiServer.json("/api/imports").get("imports")) {
            conforms("/api/imports/{id}", "/api/imports/" + each.get("id").asString());
        }
        for (JsonNode each : ApiServer.json("/api/jobs").get("jobs")) {
            conforms("/api/jobs/{id}", "/api/jobs/" + each.get("id").asInt());
        }
        conforms("/v1/calls", "/v1/calls?facets=all");
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/dialogs?limit=0,400", "GET,/v1/dialogs?from=(,400", "GET,/v1/dialogs?q=status%3A,400",
            "GET,/v1/dialogs?offset=1000001,400", "GET,/v1/dialogs?limit=x,400", "GET,/v1/dialogs/none,404",
            "GET,/v1/streams/zz,400", "GET,/v1/calls/none,404", "GET,/api/imports/none,404", "GET,/api/jobs/0,404",
            "GET,/v1/none,404", "GET,/api/coverage?from=x,400", "POST,/api/agents,400",
            "POST,/api/agents/0/ingest-token,404", "DELETE,/v1/dialogs,405", "POST,/api/jobs,400", "POST,/api/keys,400",
            "PATCH,/api/jobs,405"})
    void failuresAreAsDescribed(String method, String path, int status) {
        HttpResponse<String> answer = ApiServer.send(method, path, method.equals("POST") ? "{\"job\": " : "",
                "Content-Type", "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        isProblem(answer);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("instance").asString())
                .isEqualTo(path.replaceFirst("\\?.*", ""));
    }

    private static void isProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(schema(DOCUMENT.get("components").get("responses").get("Problem").get("content")
                .get("application/problem+json").get("schema")).validate(JsonMapper.shared().readTree(answer.body())))
                .isEmpty();
    }

    @Test
    void refusalsAreAsDescribed() throws Exception {
        Browser stranger = new Browser(ApiServer.server());
        String reader = ApiServer.bean("apiKeys", ApiKeys.class).create("reader", Scope.READ, null).secret();

        for (String path : List.of("/v1/calls", "/openapi.json", "/api/jobs", "/metrics")) {
            HttpResponse<String> unknown = stranger.get(path);
            assertThat(unknown.statusCode()).as(path).isEqualTo(401);
            isProblem(unknown);
        }
        HttpResponse<String> refused = stranger.get("/api/users", "Authorization", "Bearer " + reader);
        assertThat(refused.statusCode()).isEqualTo(403);
        isProblem(refused);
        assertThat(stranger.get("/openapi.json", "Authorization", "Bearer " + reader).statusCode()).isEqualTo(200);
    }

    @Test
    void aSchemaRefusesWhatIsNotAsDescribed() {
        Schema schema = schema(answer("get", "/v1/dialogs", 200, "application/json"));
        ObjectNode page = (ObjectNode) ApiServer.json("/v1/dialogs?limit=1");
        ObjectNode dialog = (ObjectNode) page.get("dialogs").get(0);

        dialog.putNull("final_status");
        assertThat(schema.validate(page)).as("a number that may be null").isEmpty();
        dialog.putNull("from");
        assertThat(schema.validate(page)).as("a text that may not").hasSize(1);
        dialog.put("from", "x").put("colour", "blue");
        assertThat(schema.validate(page)).as("a member of no record").hasSize(1);
        dialog.remove(List.of("colour", "state"));
        assertThat(schema.validate(page)).as("a member that lacks").hasSize(1);
    }

    @Test
    void whatIsMadeIsAsDescribed() {
        HttpResponse<String> made = ApiServer.send("POST", "/api/keys", "{\"name\":\"contract\",\"scope\":\"read\"}",
                "Content-Type", "application/json");
        HttpResponse<String> person = ApiServer.send("POST", "/api/users",
                "{\"name\":\"contract\",\"role\":\"viewer\",\"password\":\"long enough for it\"}", "Content-Type",
                "application/json");
        HttpResponse<String> run = ApiServer.send("POST", "/api/jobs", "{\"job\":\"index\"}", "Content-Type",
                "application/json");
        HttpResponse<String> log = ApiServer.send("POST", "/api/imports?name=contract.log",
                "Nov 21 03:14:43 sbc1 kamailio[1]: INFO: nothing of note\n", "Content-Type",
                "application/octet-stream");

        HttpResponse<String> agent = ApiServer.send("POST", "/api/agents", "{\"name\":\"contract\"}", "Content-Type",
                "application/json");
        HttpResponse<String> token = ApiServer.send("POST", "/api/agents/"
                + JsonMapper.shared().readTree(agent.body()).get("id").asInt() + "/ingest-token", "");

        matches(agent, "/api/agents", 201);
        matches(token, "/api/agents/{id}/ingest-token", 201);
        matches(made, "/api/keys", 201);
        matches(person, "/api/users", 201);
        matches(run, "/api/jobs", 202);
        matches(log, "/api/imports", 202);
    }

    private static void matches(HttpResponse<String> answer, String route, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(schema(answer("post", route, status, "application/json"))
                .validate(JsonMapper.shared().readTree(answer.body()))).as(answer.body()).isEmpty();
    }
}
