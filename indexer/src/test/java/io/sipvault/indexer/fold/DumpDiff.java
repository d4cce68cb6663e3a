package io.sipvault.indexer.fold;

import io.sipvault.indexer.view.ViewJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says in lines where two dumps differ, field by field. */
final class DumpDiff {
    private static final int MOST = 12;

    private final List<String> lines = new ArrayList<>();

    private DumpDiff() {}

    static String of(SortedMap<String, String> expected, SortedMap<String, String> actual) {
        DumpDiff diff = new DumpDiff();
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (String key : keys) {
            diff.document(key, expected.get(key), actual.get(key));
        }
        List<String> shown = diff.lines.subList(0, Math.min(MOST, diff.lines.size()));
        return String.join("\n", shown) + (diff.lines.size() > MOST ? "\n... " + diff.lines.size() : "");
    }

    private void document(String key, @Nullable String expected, @Nullable String actual) {
        if (expected == null || actual == null) {
            lines.add(key + (expected == null ? " is new: " + actual : " is missing: " + expected));
        } else if (!expected.equals(actual)) {
            node(key + " ", ViewJson.read(expected, JsonNode.class), ViewJson.read(actual, JsonNode.class));
        }
    }

    private void node(String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (Objects.equals(expected, actual)) {
            return;
        }
        if (expected != null && actual != null && expected.isObject() && actual.isObject()) {
            TreeSet<String> names = new TreeSet<>(expected.propertyNames());
            names.addAll(actual.propertyNames());
            names.forEach(name -> node(path + "." + name, expected.get(name), actual.get(name)));
        } else if (expected != null && actual != null && expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                node(path + "[" + i + "]", expected.get(i), actual.get(i));
            }
        } else {
            lines.add(path + ": expected " + expected + ", got " + actual);
        }
    }
}
