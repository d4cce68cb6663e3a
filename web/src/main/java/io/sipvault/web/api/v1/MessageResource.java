package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.api.v1.ListRequest.Slice;
import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.MessageView;
import io.sipvault.web.evidence.Messages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/dialogs/{call_id}/messages}: every message, raw and parsed. */
@RestController
final class MessageResource {
    private static final String PATH = "/v1/dialogs/{callId}/messages";

    private final CallFinder finder;
    private final Messages messages;

    MessageResource(CallFinder finder, Messages messages) {
        this.finder = finder;
        this.messages = messages;
    }

    /** A page of messages. */
    record MessagePage(int schemaVersion, String callId, int total, int limit, List<MessageView> messages,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    MessagePage page(@PathVariable String callId, @RequestParam(required = false) @Nullable String method,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        List<MessageView> all = messages.of(finder.dialog(callId, method));
        Slice<MessageView> page = Slice.of(all, cursor, limit);
        return new MessagePage(1, callId, all.size(), page.limit(), page.items(), page.nextCursor());
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_NDJSON_VALUE)
    String lines(@PathVariable String callId, @RequestParam(required = false) @Nullable String method) {
        StringBuilder lines = new StringBuilder();
        messages.of(finder.dialog(callId, method)).forEach(m -> lines.append(ViewJson.write(m)).append('\n'));
        return lines.toString();
    }
}
