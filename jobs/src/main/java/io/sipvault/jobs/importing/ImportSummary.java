package io.sipvault.jobs.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an import did; the last line that it prints, as JSON.
 *
 * @param sipMessages
 *            of its captures; one whose packets came with several imports counts with the one that completed it
 * @param undecoded
 *            packets that were not decoded, by reason
 * @param inHep
 *            what came in HEP, by what it is
 * @param failed
 *            files that could not be read, or not to their end, with the reason
 */
public record ImportSummary(int files, long packets, long bytes, long sipMessages, long dialogs, long calls,
        long rtpStreams,
        long logLines, Map<String, Long> undecoded, Map<String, Long> inHep, List<Failure> failed,
        List<String> imports) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    /** A file and why it could not be read. */
    public record Failure(String file, String reason) {}

    public ImportSummary {
        undecoded = new TreeMap<>(undecoded);
        inHep = new TreeMap<>(inHep);
        failed = List.copyOf(failed);
        imports = List.copyOf(imports);
    }

    /** In one line. */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("files", files);
        fields.put("packets", packets);
        fields.put("bytes", bytes);
        fields.put("sip_messages", sipMessages);
        fields.put("dialogs", dialogs);
        fields.put("calls", calls);
        fields.put("rtp_streams", rtpStreams);
        fields.put("log_lines", logLines);
        fields.put("undecoded", undecoded);
        fields.put("in_hep", inHep);
        fields.put("failed", failed);
        fields.put("imports", imports);
        return JSON.writeValueAsString(fields);
    }
}
