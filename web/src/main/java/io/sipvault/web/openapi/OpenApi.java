package io.sipvault.web.openapi;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** Describes all resources of some mappings as OpenAPI 3.1. */
final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String OPEN = "/health";
    private static final String RESPONSE = "#/components/responses/";

    private final Schemas schemas = new Schemas();
    private final Texts texts;
    private final SortedMap<String, SortedMap<String, Map<String, Object>>> paths = new TreeMap<>();

    OpenApi(Map<RequestMappingInfo, HandlerMethod> mappings, Texts texts) {
        this.texts = texts;
        mappings.entrySet().stream().filter(each -> each.getValue().getBeanType()
                .isAnnotationPresent(RestController.class))
                .sorted(Comparator.comparing(each -> each.getValue().getMethod().toGenericString()))
                .forEach(each -> add(each.getKey(), each.getValue()));
    }

    private void add(RequestMappingInfo mapping, HandlerMethod handler) {
        PathPatternsRequestCondition patterns = mapping.getPathPatternsCondition();
        List<String> produces = mapping.getProducesCondition().getProducibleMediaTypes().stream()
                .map(MediaType::toString).toList();
        for (String pattern : patterns == null ? List.<String>of() : patterns.getPatternValues()) {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                add(path(pattern), method.name(), handler.getMethod(), produces);
            }
        }
    }

    /** With variables as JSON would name them. */
    static String path(String pattern) {
        return VARIABLE.matcher(pattern)
                .replaceAll(v -> Matcher.quoteReplacement("{" + Schemas.name(v.group(1)) + "}"));
    }

    /** Several methods may answer one route, each with another media type. */
    private void add(String path, String verb, Method method, List<String> produces) {
        Operation operation = new Operation(method, schemas, texts);
        Map<String, Object> described = paths.computeIfAbsent(path, p -> new TreeMap<>())
                .computeIfAbsent(verb.toLowerCase(Locale.ROOT), v -> head(path, verb, method));
        List<Object> parameters = operation.parameters();
        Map<String, Object> body = operation.body();
        Object known = described.get("parameters");
        if (!parameters.isEmpty() && !(known instanceof List<?> list && list.size() >= parameters.size())) {
            described.put("parameters", parameters);
        }
        if (!body.isEmpty()) {
            described.put("requestBody", Map.of("required", true, "content", body));
        }
        Responses responses = (Responses) described.computeIfAbsent("responses", r -> new Responses(texts));
        operation.statuses().forEach(status -> responses.add(status, operation.content(produces)));
        responses.addProblems(!path.startsWith(OPEN), !parameters.isEmpty() || !body.isEmpty(), path.contains("{"));
    }

    private Map<String, Object> head(String path, String verb, Method method) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("operationId", Names.operation(method.getDeclaringClass(), method.getName()));
        head.put("summary", texts.of(verb + path));
        head.put("tags", List.of(tag(path)));
        if (path.startsWith(OPEN)) {
            head.put("security", List.of());
        }
        return head;
    }

    /** The noun that the path begins with. */
    private static String tag(String path) {
        String[] parts = path.split("[/.]", -1);
        return parts[1].equals("v1") || parts[1].equals("api") ? parts[2] : parts[1];
    }

    /** Answers by status. */
    private static final class Responses extends TreeMap<String, Object> {
        private static final long serialVersionUID = 1L;
        private static final int NO_SUCCESS = 300;

        private final transient Texts texts;

        Responses(Texts texts) {
            this.texts = texts;
        }

        @SuppressWarnings("unchecked")
        void add(int status, Map<String, Object> content) {
            Map<String, Object> response = (Map<String, Object>) computeIfAbsent(String.valueOf(status),
                    s -> new LinkedHashMap<>(Map.of("description", texts.of(status < NO_SUCCESS ? "ok" : "down"))));
            if (!content.isEmpty()) {
                ((Map<String, Object>) response.computeIfAbsent("content", c -> new TreeMap<>())).putAll(content);
            }
        }

        void addProblems(boolean guarded, boolean asked, boolean named) {
            if (asked) {
                putIfAbsent("400", Map.of("$ref", RESPONSE + "Problem"));
            }
            if (guarded) {
                putIfAbsent("401", Map.of("$ref", RESPONSE + "Problem"));
                putIfAbsent("403", Map.of("$ref", RESPONSE + "Problem"));
                putIfAbsent("503", Map.of("$ref", RESPONSE + "Busy"));
            }
            if (named) {
                putIfAbsent("404", Map.of("$ref", RESPONSE + "Problem"));
            }
            putIfAbsent("default", Map.of("$ref", RESPONSE + "Problem"));
        }
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Sipvault", "version", "1", "description", texts.of("about")));
        document.put("security", List.of(Map.of("bearer", List.of()), Map.of("session", List.of())));
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private Map<String, Object> components() {
        Map<String, Object> problem = Map.of("application/problem+json",
                Map.of("schema", schemas.of(Problem.class)));
        Map<String, Object> busy = new LinkedHashMap<>();
        busy.put("description", texts.of("busy"));
        busy.put("headers", Map.of("Retry-After", Map.of("schema", schemas.of(int.class))));
        busy.put("content", problem);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("securitySchemes", Map.of("bearer", Map.of("type", "http", "scheme", "bearer"), "session",
                Map.of("type", "apiKey", "in", "cookie", "name", "SIPVAULT_SESSION")));
        components.put("responses", Map.of("Problem",
                Map.of("description", texts.of("problem"), "content", problem), "Busy", busy));
        components.put("schemas", schemas.named());
        return components;
    }
}
