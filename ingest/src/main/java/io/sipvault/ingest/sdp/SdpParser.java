package io.sipvault.ingest.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code type=value} lines that end with LF or CRLF; the order of lines is not insisted on. */
final class SdpParser {
    private static final int MAX_MEDIA = 64;
    private static final int MAX_ATTRIBUTES = 256;
    private static final int MAX_LINES = 4_096;

    private final List<MediaBuilder> media = new ArrayList<>(2);
    private final List<String> attributes = new ArrayList<>();
    private final SharedAttributes shared = new SharedAttributes();
    private List<String> origin = List.of();
    private String sessionName = "";
    private @Nullable String connectionAddress;
    private boolean recognized;
    private boolean beyondMedia;

    private SdpParser() {}

    static @Nullable SessionDescription parse(byte[] b, int offset, int length) {
        SdpParser parser = new SdpParser();
        parser.readLines(b, offset, offset + length);
        return parser.recognized ? parser.build() : null;
    }

    private void readLines(byte[] b, int from, int limit) {
        int line = from;
        for (int count = 0; line < limit && count < MAX_LINES; count++) {
            int end = line;
            while (end < limit && b[end] != '\n') {
                end++;
            }
            String text = new String(b, line, end - line, StandardCharsets.UTF_8).strip();
            if (!text.isEmpty() && !readLine(text)) {
                return;
            }
            line = end + 1;
        }
    }

    /** False when the first line is no v= or other line of SDP: then nothing else is read. */
    private boolean readLine(String text) {
        boolean shaped = text.length() > 1 && text.charAt(1) == '=';
        if (shaped) {
            read(text.charAt(0), text.substring(2).strip());
        }
        return shaped || recognized;
    }

    private void read(char type, String value) {
        recognized |= type == 'v' || type == 'm';
        switch (type) {
            case 'o' -> origin = SdpText.words(value, 6);
            case 's' -> sessionName = value;
            case 'c' -> connection(SdpText.address(value));
            case 'a' -> attribute(value);
            case 'm' -> media(value);
            default -> {
            }
        }
    }

    private void media(String value) {
        beyondMedia = media.size() >= MAX_MEDIA;
        if (!beyondMedia) {
            media.add(new MediaBuilder(value));
        }
    }

    private void connection(@Nullable String address) {
        if (media.isEmpty()) {
            connectionAddress = connectionAddress == null ? address : connectionAddress;
        } else if (!beyondMedia) {
            media.getLast().connection(address);
        }
    }

    private void attribute(String value) {
        int colon = value.indexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon).strip();
        String content = colon < 0 ? "" : value.substring(colon + 1).strip();
        if (media.isEmpty()) {
            sessionAttribute(name, content, value);
        } else if (!beyondMedia) {
            media.getLast().attribute(name, content);
        }
    }

    private void sessionAttribute(String name, String content, String line) {
        shared.read(name);
        shared.keepFingerprint(name, content);
        if (attributes.size() < MAX_ATTRIBUTES) {
            attributes.add(line);
        }
    }

    private SessionDescription build() {
        Direction direction = new SharedAttributes().direction(shared);
        List<MediaDescription> built = media.stream().map(each -> each.build(connectionAddress, shared)).toList();
        return new SessionDescription(SdpText.word(origin, 0), SdpText.word(origin, 1), SdpText.word(origin, 2),
                SdpText.word(origin, 5), sessionName, connectionAddress,
                direction, built, List.copyOf(attributes));
    }
}
