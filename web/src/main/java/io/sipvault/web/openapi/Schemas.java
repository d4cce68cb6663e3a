package io.sipvault.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;

/**
 * Schemas of types as Jackson writes them here: names in snake case, every component of a record there, null where it may be.
 * Records are kept under names of their own and referred to.
 */
final class Schemas {
    private static final String REFERENCE = "#/components/schemas/";
    private static final String TYPE = "type";
    private static final Map<Class<?>, Map<String, Object>> SIMPLE = simple();

    private static final SnakeCase SNAKE_CASE = new SnakeCase();

    private final SortedMap<String, Object> named = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    private static Map<Class<?>, Map<String, Object>> simple() {
        Map<Class<?>, Map<String, Object>> simple = new HashMap<>();
        simple.put(String.class, Map.of(TYPE, "string"));
        simple.put(Instant.class, formatted("string", "date-time"));
        simple.put(LocalDate.class, formatted("string", "date"));
        simple.put(Object.class, Map.of());
        simple.put(JsonNode.class, Map.of());
        for (Class<?> type : List.of(boolean.class, Boolean.class)) {
            simple.put(type, Map.of(TYPE, "boolean"));
        }
        for (Class<?> type : List.of(int.class, Integer.class)) {
            simple.put(type, formatted("integer", "int32"));
        }
        for (Class<?> type : List.of(long.class, Long.class)) {
            simple.put(type, formatted("integer", "int64"));
        }
        for (Class<?> type : List.of(double.class, Double.class)) {
            simple.put(type, formatted("number", "double"));
        }
        return Map.copyOf(simple);
    }

    private static Map<String, Object> formatted(String type, String format) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, type);
        schema.put("format", format);
        return schema;
    }

    private static final class SnakeCase extends SnakeCaseStrategy {
        private static final long serialVersionUID = 1L;

        String of(String name) {
            return translate(name);
        }
    }

    /** As JSON has it. */
    static String name(String javaName) {
        return SNAKE_CASE.of(javaName);
    }

    /** All records that were met, by their names. */
    SortedMap<String, Object> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return container(generic.getRawType(), of(last));
        }
        if (type instanceof Class<?> plain) {
            return plain(plain);
        }
        throw unknown(type);
    }

    private Map<String, Object> of(AnnotatedType annotated) {
        Map<String, Object> schema = annotated instanceof AnnotatedParameterizedType generic
                ? container(((ParameterizedType) generic.getType()).getRawType(),
                        of(generic.getAnnotatedActualTypeArguments()[generic.getAnnotatedActualTypeArguments().length
                                - 1]))
                : of(annotated.getType());
        return isNullable(annotated) ? orNull(schema) : schema;
    }

    private static Map<String, Object> container(Type raw, Map<String, Object> content) {
        if (raw instanceof Class<?> type && Collection.class.isAssignableFrom(type)) {
            return Map.of(TYPE, "array", "items", content);
        }
        if (raw instanceof Class<?> type && Map.class.isAssignableFrom(type)) {
            return Map.of(TYPE, "object", "additionalProperties", content);
        }
        throw unknown(raw);
    }

    private Map<String, Object> plain(Class<?> type) {
        Map<String, Object> simple = SIMPLE.get(type);
        if (simple != null) {
            return simple;
        }
        if (type.isRecord()) {
            return Map.of("$ref", REFERENCE + reference(type));
        }
        throw unknown(type);
    }

    private static IllegalStateException unknown(Type type) {
        return new IllegalStateException("describing the interface failed: " + type.getTypeName()
                + " is none of the types that it is made of; add it to Schemas, or use a record");
    }

    private String reference(Class<?> type) {
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = Names.of(type, named.keySet());
        names.put(type, name);
        named.put(name, Map.of());
        named.put(name, object(type));
        return name;
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        addTo(properties, required, type);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private void addTo(Map<String, Object> properties, List<String> required, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (annotation(component, JsonUnwrapped.class) != null) {
                addTo(properties, required, component.getType());
                continue;
            }
            String name = name(component.getName());
            JsonInclude include = annotation(component, JsonInclude.class);
            if (include != null && include.value() == JsonInclude.Include.NON_NULL) {
                properties.put(name, of(component.getGenericType()));
            } else {
                properties.put(name, of(component.getAnnotatedType()));
                required.add(name);
            }
        }
    }

    /** Such annotations are not meant for components, and so end up at the accessor. */
    private static <A extends java.lang.annotation.Annotation> @Nullable A annotation(RecordComponent component,
            Class<A> type) {
        AnnotatedElement accessor = component.getAccessor();
        return accessor.getAnnotation(type);
    }

    private static boolean isNullable(AnnotatedType type) {
        return Arrays.stream(type.getAnnotations()).anyMatch(Nullable.class::isInstance);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.get(TYPE) instanceof String type) {
            Map<String, Object> nullable = new LinkedHashMap<>(schema);
            nullable.put(TYPE, List.of(type, "null"));
            return nullable;
        }
        return schema.isEmpty() ? schema : Map.of("anyOf", List.of(schema, Map.of(TYPE, "null")));
    }
}
