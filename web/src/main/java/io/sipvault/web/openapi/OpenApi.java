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
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** Describes all resources of some mappings as OpenAPI 3.1. */
final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Schemas schemas = new Schemas();
    private final Texts texts;
    /** By path and by method. */
    private final SortedMap<String, SortedMap<String, Route>> routes = new TreeMap<>();

    OpenApi(Map<RequestMappingInfo, HandlerMethod> mappings, Texts texts) {
        this.texts = texts;
        mappings.entrySet().stream()
                .filter(each -> each.getValue().getBeanType().isAnnotationPresent(RestController.class))
                .sorted(Comparator.comparing(each -> each.getValue().getMethod().toGenericString()))
                .forEach(each -> add(each.getKey(), each.getValue().getMethod()));
    }

    private void add(RequestMappingInfo mapping, Method method) {
        List<String> produces = mapping.getProducesCondition().getProducibleMediaTypes().stream()
                .map(MediaType::toString).toList();
        for (String pattern : mapping.getPatternValues()) {
            for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
                route(path(pattern), verb.name(), method)
                        .add(new Operation(method, schemas, texts, Route.noun(path(pattern))), produces);
            }
        }
    }

    /** With variables as JSON would name them. */
    private static String path(String pattern) {
        return VARIABLE.matcher(pattern)
                .replaceAll(variable -> Matcher.quoteReplacement("{" + Schemas.name(variable.group(1)) + "}"));
    }

    private Route route(String path, String verb, Method method) {
        return routes.computeIfAbsent(path, p -> new TreeMap<>()).computeIfAbsent(verb.toLowerCase(Locale.ROOT),
                v -> new Route(path, Names.operation(method.getDeclaringClass(), method.getName()),
                        texts.of(verb + path), texts));
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Sipvault", "version", "1", "description", texts.of("about")));
        document.put("security", List.of(Map.of("bearer", List.of()), Map.of("session", List.of())));
        document.put("paths", paths());
        document.put("components", components());
        return document;
    }

    private Map<String, Object> paths() {
        Map<String, Object> paths = new LinkedHashMap<>();
        routes.forEach((path, verbs) -> {
            Map<String, Object> described = new LinkedHashMap<>();
            verbs.forEach((verb, route) -> described.put(verb, route.describe()));
            paths.put(path, described);
        });
        return paths;
    }

    private Map<String, Object> components() {
        Map<String, Object> problem = Map.of(MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                Map.of("schema", schemas.of(Problem.class)));
        Map<String, Object> busy = new LinkedHashMap<>();
        busy.put("description", texts.of("busy"));
        busy.put("headers", Map.of("Retry-After", Map.of("schema", schemas.of(int.class))));
        busy.put("content", problem);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("securitySchemes", Map.of("bearer", Map.of("type", "http", "scheme", "bearer"), "session",
                Map.of("type", "apiKey", "in", "cookie", "name", "SIPVAULT_SESSION")));
        components.put("responses", Map.of("Problem", Map.of("description", texts.of("problem"), "content", problem),
                "Busy", busy));
        components.put("schemas", schemas.named());
        return components;
    }
}
