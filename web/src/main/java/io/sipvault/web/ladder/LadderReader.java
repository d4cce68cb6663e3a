package io.sipvault.web.ladder;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.logs.CallLogs;
import java.util.ArrayList;
import java.util.List;

/** Reads the ladder of a call: messages from the archive, streams and log lines from the index. */
public final class LadderReader {
    private final DialogReader dialogs;
    private final EvidenceSearch search;

    public LadderReader(DialogReader dialogs, EvidenceSearch search) {
        this.dialogs = dialogs;
        this.search = search;
    }

    /**
     * The ladder of a call.
     *
     * @param legs
     *            documents of its dialogs, in the order that they are marked A, B, ...
     * @param withLogs
     *            whether log lines that name it stand between the messages; chatty systems write more lines than messages
     */
    public Ladder read(List<Hit> legs, boolean withLogs) {
        LadderBuilder builder = new LadderBuilder();
        List<DialogView> views = new ArrayList<>();
        for (Hit leg : legs) {
            builder.leg(dialogs.read(leg, Long.MIN_VALUE));
            dialogs.streams(leg, search).forEach(s -> builder.stream(ViewJson.read(s.display(), StreamView.class)));
            DialogView view = ViewJson.read(leg.display(), DialogView.class);
            view.icmp().forEach(builder::icmp);
            views.add(view);
        }
        if (withLogs) {
            CallLogs.of(views, search).forEach(builder::logLine);
        }
        return builder.build();
    }
}
