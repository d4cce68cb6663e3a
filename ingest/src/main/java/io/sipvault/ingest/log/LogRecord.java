package io.sipvault.ingest.log;

import io.sipvault.ingest.wire.EpochNanos;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A record of a log as an agent read it: a line of the chunks that agents write, see docs/chunk-format.md.
 *
 * @param timeNs
 *            of what it tells, nanoseconds since 1970
 * @param source
 *            the log's name, such as a path or a unit of the journal
 * @param file
 *            which of the files that bore this name; of one agent
 * @param next
 *            where in this file the next record begins
 * @param text
 *            one line, or several that belong together
 */
public record LogRecord(long timeNs, String source, String file, long next, String text) {
    private static final JsonFactory JSON = new JsonFactory();

    /** As one line of JSON, without its end. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 200);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("time", EpochNanos.instant(timeNs).toString());
            json.writeStringProperty("source", source);
            json.writeStringProperty("file", file);
            json.writeNumberProperty("next", next);
            json.writeStringProperty("text", text);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Reads a line; null when it is none, or has no time or no text. Unknown properties are skipped. */
    public static @Nullable LogRecord decode(byte[] bytes, int offset, int length) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            return json.nextToken() == JsonToken.START_OBJECT ? new Reader().read(json) : null;
        } catch (JacksonException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** What was read of a record so far. */
    private static final class Reader {
        private @Nullable Instant time;
        private @Nullable String text;
        private String source = "";
        private String file = "";
        private long next;

        private @Nullable LogRecord read(JsonParser json) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "time" -> time = Instant.parse(json.getString());
                    case "source" -> source = json.getString();
                    case "file" -> file = json.getString();
                    case "next" -> next = json.getLongValue();
                    case "text" -> text = json.getString();
                    default -> json.skipChildren();
                }
            }
            if (time == null || text == null) {
                return null;
            }
            return new LogRecord(EpochNanos.of(time), source, file, next, text);
        }
    }
}
