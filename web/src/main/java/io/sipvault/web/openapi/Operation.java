package io.sipvault.web.openapi;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;

/** Describes one method of a resource. */
final class Operation {
    private static final String SCHEMA = "schema";
    private static final int OK = 200;

    private final Method method;
    private final @Nullable Answers answers;
    private final Schemas schemas;
    private final Texts texts;
    private final String noun;

    /**
     * @param noun
     *            of the route, where a parameter means something of its own
     */
    Operation(Method method, Schemas schemas, Texts texts, String noun) {
        this.noun = noun;
        this.method = method;
        this.answers = method.getAnnotation(Answers.class);
        this.schemas = schemas;
        this.texts = texts;
    }

    List<Object> parameters() {
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            PathVariable path = parameter.getAnnotation(PathVariable.class);
            RequestParam query = parameter.getAnnotation(RequestParam.class);
            if (path != null) {
                parameters.add(parameter(Schemas.name(parameter.getName()), "path", true, schemas.of(type(parameter))));
            } else if (query != null) {
                String name = query.name().isEmpty() ? parameter.getName() : query.name();
                parameters.add(parameter(name, "query", false, withDefault(schemas.of(type(parameter)), query)));
            }
        }
        if (answers != null) {
            for (String name : answers.query()) {
                parameters.add(parameter(name, "query", false, schemas.of(String.class)));
            }
        }
        return parameters;
    }

    private static Type type(Parameter parameter) {
        return parameter.getParameterizedType();
    }

    private Map<String, Object> parameter(String name, String in, boolean required, Map<String, Object> schema) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("required", required);
        parameter.put("description", texts.ofParameter(noun, name));
        parameter.put(SCHEMA, schema);
        return parameter;
    }

    private static Map<String, Object> withDefault(Map<String, Object> schema, RequestParam query) {
        if (query.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
            return schema;
        }
        Map<String, Object> extended = new LinkedHashMap<>(schema);
        extended.put("default", switch (String.valueOf(schema.get("type"))) {
            case "boolean" -> Boolean.valueOf(query.defaultValue());
            case "number", "integer" -> Double.valueOf(query.defaultValue());
            default -> query.defaultValue();
        });
        return extended;
    }

    /** Media types and shapes of the body that it takes; empty when it takes none. */
    Map<String, Object> body() {
        Map<String, Object> content = new LinkedHashMap<>();
        if (answers != null) {
            for (String type : answers.body()) {
                content.put(type, Map.of());
            }
        }
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(RequestBody.class)) {
                content.put(MediaType.APPLICATION_JSON_VALUE, Map.of(SCHEMA, schemas.of(type(parameter))));
            }
        }
        return content;
    }

    List<Integer> statuses() {
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
        if (answers != null && answers.status().length > 0) {
            return Arrays.stream(answers.status()).boxed().toList();
        }
        return List.of(status == null ? OK : status.code().value());
    }

    /**
     * Media types and shapes of its answer; empty when that has no body.
     *
     * @param produces
     *            media types that the mapping names
     */
    Map<String, Object> content(List<String> produces) {
        if (method.getReturnType() == void.class) {
            return Map.of();
        }
        List<String> types = answers != null && answers.type().length > 0 ? List.of(answers.type()) : produces;
        Map<String, Object> content = new LinkedHashMap<>();
        for (String type : types.isEmpty() ? List.of(MediaType.APPLICATION_JSON_VALUE) : types) {
            boolean json = MediaType.parseMediaType(type).equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
            content.put(type.replaceFirst(";.*", ""), json ? Map.of(SCHEMA, answer()) : Map.of());
        }
        return content;
    }

    private Map<String, Object> answer() {
        if (answers != null && answers.value().length > 0) {
            List<Map<String, Object>> shapes = new ArrayList<>();
            for (Class<?> shape : answers.value()) {
                shapes.add(schemas.of(shape));
            }
            return shapes.size() == 1 ? shapes.getFirst() : Map.of("anyOf", shapes);
        }
        return schemas.of(unwrapped(unwrapped(method.getGenericReturnType(), CompletableFuture.class),
                ResponseEntity.class));
    }

    private static Type unwrapped(Type type, Class<?> wrapper) {
        return type instanceof ParameterizedType generic && generic.getRawType() == wrapper
                ? generic.getActualTypeArguments()[0]
                : type;
    }
}
