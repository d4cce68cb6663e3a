package io.sipvault.web.api.v1;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.ladder.Ladder;
import io.sipvault.web.ladder.LadderReader;
import io.sipvault.web.ladder.PngLadder;
import io.sipvault.web.ladder.SvgLadder;
import io.sipvault.web.ladder.TextLadder;
import io.sipvault.web.ladder.Theme;
import io.sipvault.web.problem.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/dialogs/{call_id}/ladder.*}: the flow of a call with all its legs as a picture or as text. */
@RestController
final class LadderResource {
    private static final String UTF_8 = ";charset=UTF-8";

    private final CallFinder finder;
    private final LadderReader reader;

    LadderResource(CallFinder finder, DialogReader dialogs, EvidenceSearch search) {
        this.finder = finder;
        this.reader = new LadderReader(dialogs, search);
    }

    @GetMapping(path = "/v1/dialogs/{callId}/ladder.svg", produces = "image/svg+xml" + UTF_8)
    String svg(@PathVariable String callId, @RequestParam(required = false) @Nullable String method,
            @RequestParam(defaultValue = "false") boolean logs, @RequestParam(defaultValue = "light") String theme) {
        return SvgLadder.draw(ladder(callId, method, logs), theme(theme));
    }

    @GetMapping(path = "/v1/dialogs/{callId}/ladder.png", produces = MediaType.IMAGE_PNG_VALUE)
    byte[] png(@PathVariable String callId, @RequestParam(required = false) @Nullable String method,
            @RequestParam(defaultValue = "false") boolean logs, @RequestParam(defaultValue = "light") String theme,
            @RequestParam(defaultValue = "2") double scale) {
        return PngLadder.draw(ladder(callId, method, logs), theme(theme), scale);
    }

    @GetMapping(path = "/v1/dialogs/{callId}/ladder.txt", produces = MediaType.TEXT_PLAIN_VALUE + UTF_8)
    String text(@PathVariable String callId, @RequestParam(required = false) @Nullable String method,
            @RequestParam(defaultValue = "false") boolean logs) {
        return String.join("\n", TextLadder.lines(ladder(callId, method, logs))) + "\n";
    }

    private Ladder ladder(String callId, @Nullable String method, boolean logs) {
        return reader.read(finder.legs(finder.dialog(callId, method)).stream().map(Found::hit).toList(), logs);
    }

    private static Theme theme(String name) {
        return Arrays.stream(Theme.values()).filter(t -> t.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> ApiException.badRequest("theme", "theme='" + name + "' is none; it takes "
                        + Arrays.stream(Theme.values()).map(t -> t.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" or "))));
    }
}
