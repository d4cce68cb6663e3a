package io.sipvault.web.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A path and how it is asked: several methods may answer it, each with another media type. */
final class Route {
    private static final String OPEN = "/health";
    private static final int NO_SUCCESS = 300;
    private static final Map<String, Object> PROBLEM = Map.of("$ref", "#/components/responses/Problem");
    private static final Map<String, Object> BUSY = Map.of("$ref", "#/components/responses/Busy");

    private final String path;
    private final String id;
    private final String summary;
    private final Texts texts;
    private List<Object> parameters = List.of();
    private Map<String, Object> body = Map.of();
    private final SortedMap<Integer, SortedMap<String, Object>> contents = new TreeMap<>();

    /**
     * @param id
     *            of the operation
     */
    Route(String path, String id, String summary, Texts texts) {
        this.path = path;
        this.id = id;
        this.summary = summary;
        this.texts = texts;
    }

    /**
     * Adds a method that answers it.
     *
     * @param produces
     *            media types that its mapping names
     */
    void add(Operation operation, List<String> produces) {
        List<Object> taken = operation.parameters();
        parameters = taken.size() > parameters.size() ? taken : parameters;
        body = operation.body();
        Map<String, Object> content = operation.content(produces);
        operation.statuses().forEach(status -> contents.computeIfAbsent(status, s -> new TreeMap<>()).putAll(content));
    }

    private boolean isOpen() {
        return path.startsWith(OPEN);
    }

    Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("operationId", id);
        described.put("summary", summary);
        described.put("tags", List.of(noun(path)));
        if (isOpen()) {
            described.put("security", List.of());
        }
        if (!parameters.isEmpty()) {
            described.put("parameters", parameters);
        }
        if (!body.isEmpty()) {
            described.put("requestBody", Map.of("required", true, "content", body));
        }
        described.put("responses", responses());
        return described;
    }

    /** The noun that the path begins with. */
    static String noun(String path) {
        List<String> parts = new ArrayList<>(List.of(path.split("[/.{]+", -1)));
        parts.removeAll(List.of("", "v1", "api"));
        return parts.getFirst();
    }

    private SortedMap<String, Object> responses() {
        SortedMap<String, Object> responses = new TreeMap<>();
        contents.forEach((status, content) -> responses.put(String.valueOf(status), response(status, content)));
        if (!parameters.isEmpty() || !body.isEmpty()) {
            responses.putIfAbsent("400", PROBLEM);
        }
        if (path.indexOf('{') > 0) {
            responses.putIfAbsent("404", PROBLEM);
        }
        if (!isOpen()) {
            responses.putIfAbsent("401", PROBLEM);
            responses.putIfAbsent("403", PROBLEM);
            responses.putIfAbsent("503", BUSY);
        }
        responses.put("default", PROBLEM);
        return responses;
    }

    private Map<String, Object> response(int status, SortedMap<String, Object> content) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", texts.of(status < NO_SUCCESS ? "ok" : "down"));
        if (!content.isEmpty()) {
            response.put("content", content);
        }
        return response;
    }
}
