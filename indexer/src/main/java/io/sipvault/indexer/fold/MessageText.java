package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.WitnessedMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The distinct lines of a dialog's messages, for full-text search. */
final class MessageText {
    private MessageText() {}

    static String of(List<WitnessedMessage> messages) {
        Set<String> lines = new HashSet<>();
        StringBuilder text = new StringBuilder(2048);
        for (WitnessedMessage m : messages) {
            byte[] bytes = m.observation().text();
            int start = 0;
            for (int i = 0; i <= bytes.length; i++) {
                if (i == bytes.length || bytes[i] == '\n') {
                    line(bytes, start, i, lines, text);
                    start = i + 1;
                }
            }
        }
        return text.toString();
    }

    private static void line(byte[] bytes, int start, int end, Set<String> lines, StringBuilder text) {
        int stop = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        if (stop > start) {
            String line = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
            if (lines.add(line)) {
                text.append(line).append('\n');
            }
        }
    }
}
