package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.page.PortalServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface as programs use it, over sample-data. */
final class RestTest {
    private static final String ONE_WAY = "bf83e5e0641aab51b655@10.20.1.11";
    private static final int PCAP_MAGIC = 0xa1b23c4d;

    private static HttpResponse<String> get(String path, String accept) {
        return send(path, accept, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> send(String path, String accept, HttpResponse.BodyHandler<T> body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(PortalServer.get().address() + path))
                    .header("Authorization", "Bearer " + PortalServer.API_KEY).header("Accept", accept).build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while asking for " + path, e);
        }
    }

    private static JsonNode json(String path) {
        HttpResponse<String> answer = get(path, "*/*");
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode problem(String path, int status) {
        HttpResponse<String> answer = get(path, "*/*");
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String dialog(String rest) {
        return "/v1/dialogs/" + encoded(ONE_WAY) + rest;
    }

    @Test
    void listsDialogsInTheDocumentedShape() {
        JsonNode page = json("/v1/dialogs?state=failed&limit=2");

        assertThat(page.get("schema_version").asInt()).isEqualTo(1);
        assertThat(page.get("total").asInt()).isGreaterThan(2);
        assertThat(page.get("offset").asInt()).isZero();
        assertThat(page.get("limit").asInt()).isEqualTo(2);
        assertThat(page.get("dialogs")).hasSize(2);
        JsonNode first = page.get("dialogs").get(0);
        for (String name : List.of("call_id", "from", "to", "state", "method", "duration_sec", "msg_count",
                "created_at", "updated_at")) {
            assertThat(first.hasNonNull(name)).as(name).isTrue();
        }
        assertThat(first.get("state").asString()).isEqualTo("Failed");
        assertThat(first.get("timing").get("retransmits").isInt()).isTrue();
        assertThat(page.hasNonNull("next_cursor")).isTrue();
    }

    @Test
    void givesEveryDialogOnceByOffsetAsByCursor() {
        List<String> byOffset = new ArrayList<>();
        long total;
        int offset = 0;
        do {
            JsonNode page = json("/v1/dialogs?limit=7&offset=" + offset);
            total = page.get("total").asLong();
            page.get("dialogs").forEach(d -> byOffset.add(d.get("id").asString()));
            offset += 7;
        } while (offset < total);
        List<String> byCursor = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = json("/v1/dialogs?limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.get("dialogs").forEach(d -> byCursor.add(d.get("id").asString()));
            cursor = page.hasNonNull("next_cursor") ? page.get("next_cursor").asString() : null;
        }

        assertThat(byOffset).hasSize((int) total).doesNotHaveDuplicates().isEqualTo(byCursor);
    }

    @ParameterizedTest
    @CsvSource({"state=nonsense,state", "from=(,from", "since=yesterday,since", "limit=0,limit", "limit=x,limit",
            "offset=-1,offset", "sort=duration,sort", "sort=start,sort"})
    void namesTheParameterThatIsWrong(String query, String field) {
        JsonNode problem = problem("/v1/dialogs?" + query, 400);

        assertThat(problem.get("field").asString()).isEqualTo(field);
        assertThat(problem.get("detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"dialogs,created_at", "calls,start", "streams,first_seen"})
    void givesTheOldestFirstWhereAskedAndTheNewestFirstOtherwise(String list, String start) {
        List<String> newest = pages("/v1/" + list + "?sort=-" + start, list, start);
        List<String> oldest = pages("/v1/" + list + "?sort=" + start, list, start);

        assertThat(newest).isSortedAccordingTo(Comparator.reverseOrder()).isEqualTo(pages("/v1/" + list + "?q=", list,
                start));
        assertThat(oldest).isSorted().hasSameSizeAs(newest).isEqualTo(newest.reversed());
    }

    /** A member of all entries, over pages of seven. */
    private List<String> pages(String path, String list, String member) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = json(path + "&limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.get(list).forEach(entry -> all.add(entry.get(member).asString()));
            cursor = page.hasNonNull("next_cursor") ? page.get("next_cursor").asString() : null;
        }
        return all;
    }

    @Test
    void saysWhyItSortsByNothingElseAndThatACursorIsOfAnotherOrder() {
        assertThat(problem("/v1/calls?sort=mos", 400).get("detail").asString()).contains("-start", "every match");
        String cursor = json("/v1/calls?limit=1").get("next_cursor").asString();
        assertThat(problem("/v1/calls?sort=start&cursor=" + encoded(cursor), 400).get("detail").asString())
                .contains("other order");
    }

    @Test
    void saysWhereAQueryIsWrong() {
        assertThat(problem("/v1/dialogs?q=" + encoded("status:"), 400).get("detail").asString()).contains("position");
    }

    @Test
    void takesCanceledForCancelledAndCutsALimitThatIsTooGreat() {
        assertThat(json("/v1/dialogs?state=CANCELED").get("total").asInt())
                .isEqualTo(json("/v1/dialogs?state=Cancelled").get("total").asInt()).isPositive();
        assertThat(json("/v1/dialogs?limit=5000").get("limit").asInt()).isEqualTo(1_000);
        assertThat(problem("/v1/dialogs?offset=1000001", 400).get("detail").asString()).contains("next_cursor",
                "1000000");
    }

    @Test
    void findsCallersByAnUnanchoredPattern() {
        JsonNode page = json("/v1/dialogs?from=" + encoded("4430191$"));

        assertThat(page.get("total").asInt()).isPositive();
        page.get("dialogs").forEach(d -> assertThat(d.get("from").asString()).endsWith("4430191"));
    }

    @Test
    void showsADialogWithItsStreams() {
        JsonNode dialog = json(dialog(""));

        assertThat(dialog.get("call_id").asString()).isEqualTo(ONE_WAY);
        assertThat(dialog.get("diagnosis").get("one_way_audio").asBoolean()).isTrue();
        assertThat(dialog.get("diagnosis").get("summary").asString()).isNotBlank();
        assertThat(dialog.get("sdp_timeline")).isNotEmpty();
        assertThat(dialog.get("streams")).hasSize(1);
        JsonNode stream = dialog.get("streams").get(0);
        assertThat(stream.get("ssrc").asString()).matches("0x[0-9a-f]{8}");
        assertThat(stream.get("associated_dialog").asString()).isEqualTo(ONE_WAY);
        assertThat(stream.get("packets").asInt()).isEqualTo(1_550);
        assertThat(dialog.has("refer_to")).isTrue();
        assertThat(dialog.has("siprec_metadata")).isTrue();
        assertThat(json(dialog.get("messages_url").asString()).get("total").asInt())
                .isEqualTo(dialog.get("msg_count").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-call", "a/b", "what?", "100%", "\"quoted\"", "[v6]", "semi;colon", "back\\slash",
            "a//b"})
    void answersForAnyCallId(String callId) {
        assertThat(problem("/v1/dialogs/" + encoded(callId), 404).get("detail").asString()).contains(callId);
        assertThat(problem("/v1/dialogs/" + encoded(callId) + "/report", 404).get("status").asInt()).isEqualTo(404);
    }

    @Test
    void pagesMessagesAndGivesThemAsLines() {
        JsonNode first = json(dialog("/messages?limit=20"));
        JsonNode second = json(dialog("/messages?limit=20&cursor=" + first.get("next_cursor").asString()));
        String[] lines = get(dialog("/messages"), "application/x-ndjson").body().split("\n");

        assertThat(first.get("messages")).hasSize(20);
        assertThat(second.get("messages")).hasSize(9);
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(lines).hasSize(29);
        JsonNode invite = JsonMapper.shared().readTree(lines[0]);
        assertThat(invite.get("raw").asString()).startsWith("INVITE sip:").contains("\r\nCall-ID: " + ONE_WAY);
        assertThat(invite.get("is_request").asBoolean()).isTrue();
        assertThat(invite.get("evidence").get(0).get("chunk").asString()).startsWith("import-");
    }

    @ParameterizedTest
    @CsvSource({"text/markdown,# Call report", "text/plain,VERDICT", "text/html,<!DOCTYPE html>",
            "application/json,{"})
    void reportsForProgramsAndPeople(String accept, String beginning) {
        HttpResponse<String> answer = get(dialog("/report"), accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(accept);
        assertThat(answer.body()).contains(beginning).contains("Completed after 32.1 s");
    }

    @Test
    void drawsLadders() throws IOException {
        assertThat(get(dialog("/ladder.svg"), "*/*").body()).startsWith("<svg").contains("INVITE");
        assertThat(get(dialog("/ladder.txt"), "*/*").body()).contains("INVITE SDP");
        var picture = ImageIO.read(new ByteArrayInputStream(bytes(dialog("/ladder.png"))));
        assertThat(picture.getWidth()).isGreaterThan(500);
        assertThat(problem(dialog("/ladder.svg?theme=pink"), 400).get("field").asString()).isEqualTo("theme");
    }

    private static byte[] bytes(String path) {
        HttpResponse<byte[]> answer = send(path, "*/*", HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void exportsPackets() {
        byte[] pcap = bytes(dialog("/export.pcap"));

        assertThat(ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .isEqualTo(PCAP_MAGIC);
        assertThat(new String(pcap, StandardCharsets.ISO_8859_1)).contains("Call-ID: " + ONE_WAY);
        assertThat(bytes(dialog("/export.pcapng"))).hasSizeGreaterThan(pcap.length);
        assertThat(new String(bytes(dialog("/export.tar")), StandardCharsets.ISO_8859_1)).contains("SHA256SUMS");
    }

    @Test
    void listsStreamsAndFindsThemBySsrc() {
        JsonNode poor = json("/v1/streams?mos_below=4.0");
        JsonNode announced = json("/v1/streams?orphaned=false&limit=1000");
        JsonNode orphaned = json("/v1/streams?orphaned=true");
        JsonNode all = json("/v1/streams?limit=1000");
        JsonNode ofCall = json("/v1/streams?q=" + encoded("call_id:\"" + ONE_WAY + "\""));

        poor.get("streams").forEach(s -> assertThat(s.get("mos").asDouble()).isLessThan(4.0));
        assertThat(poor.get("total").asInt()).isPositive();
        assertThat(announced.get("total").asInt() + orphaned.get("total").asInt())
                .isEqualTo(all.get("total").asInt());
        assertThat(ofCall.get("total").asInt()).isEqualTo(1);
        String ssrc = ofCall.get("streams").get(0).get("ssrc").asString();
        assertThat(json("/v1/streams/" + ssrc.substring(2)).get("ssrc").asString()).isEqualTo(ssrc);
        assertThat(problem("/v1/streams/xyz", 400).get("field").asString()).isEqualTo("ssrc");
        problem("/v1/streams/0xfffffff1", 404);
    }

    @Test
    void sumsUp() {
        JsonNode stats = json("/v1/stats");
        long states = 0;
        for (JsonNode count : stats.get("dialogs").get("by_state")) {
            states += count.asLong();
        }

        assertThat(stats.get("dialogs").get("total").asLong()).isEqualTo(states)
                .isEqualTo(json("/v1/dialogs").get("total").asLong());
        assertThat(stats.get("streams").get("total").asLong()).isEqualTo(json("/v1/streams").get("total").asLong());
        assertThat(stats.get("timing").get("pdd_p50_ms").asLong())
                .isLessThanOrEqualTo(stats.get("timing").get("pdd_p95_ms").asLong());
        assertThat(json("/v1/stats?until=2001-01-01T00:00:00Z").get("dialogs").get("total").asInt()).isZero();
    }

    @Test
    void listsCallsWithFacetsAndShowsOneByAnyOfItsLegs() {
        JsonNode page = json("/v1/calls?facets=state,method&limit=1000");
        Set<String> callIds = new HashSet<>();
        page.get("calls").forEach(c -> callIds.add(c.get("call_id").asString()));
        long byState = 0;
        for (JsonNode count : page.get("facets").get("state")) {
            byState += count.get("count").asLong();
        }

        assertThat(byState).isEqualTo(page.get("total").asLong());
        assertThat(callIds).contains(ONE_WAY);
        assertThat(problem("/v1/calls?facets=colour", 400).get("field").asString()).isEqualTo("facets");
        for (JsonNode call : page.get("calls")) {
            JsonNode detail = json("/v1/calls/" + encoded(call.get("id").asString()));
            assertThat(detail.get("dialogs")).hasSize(call.get("legs").size());
            for (JsonNode leg : call.get("legs")) {
                assertThat(json("/v1/calls/" + encoded(leg.get("dialog").asString())).get("call").get("id"))
                        .isEqualTo(call.get("id"));
            }
        }
        problem("/v1/calls/nothing", 404);
    }
}
