package io.sipvault.web.openapi;

import java.util.Collection;

/** Names of resources and records in the description. */
final class Names {
    private static final String RESOURCE = "Resource";

    private Names() {}

    /** A record's own name; with that of the record around it, which alone would not say what it is. */
    static String of(Class<?> type, Collection<String> taken) {
        Class<?> outer = type.getEnclosingClass();
        String own = type.getSimpleName();
        if (outer == null) {
            return own;
        }
        boolean plain = outer.getSimpleName().endsWith(RESOURCE) && !taken.contains(own);
        return plain ? own : resource(outer) + own;
    }

    /** {@code Dialog} of {@code DialogResource}. */
    static String resource(Class<?> type) {
        String name = type.getSimpleName();
        return name.endsWith(RESOURCE) ? name.substring(0, name.length() - RESOURCE.length()) : name;
    }

    /** {@code dialogList} of {@code DialogResource.list}. */
    static String operation(Class<?> resource, String method) {
        String name = resource(resource);
        return Character.toLowerCase(name.charAt(0)) + name.substring(1) + Character.toUpperCase(method.charAt(0))
                + method.substring(1);
    }
}
