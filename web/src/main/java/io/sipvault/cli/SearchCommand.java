package io.sipvault.cli;

import io.sipvault.indexer.query.QueryHelp;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.Order;
import io.sipvault.indexer.search.SearchRound;
import io.sipvault.indexer.search.Shortfall;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds calls. */
@Command(name = "search", mixinStandardHelpOptions = true, description = {
        "Finds calls: a number in any form, a Call-ID, words, or field:value; see --fields. An empty query is everything.",
        "Examples:  search 15554430191   search 'to:*2044 status:5xx'   search 'mos<3.5 AND NOT ua:baresip'"})
final class SearchCommand implements Callable<Integer> {
    private static final int PAGE = 500;
    private static final String NEWEST = "-start";
    private static final String OLDEST = "start";

    @Mixin
    private DataOption data = new DataOption();

    @ArgGroup
    private What what = new What();

    @ArgGroup
    private Form form = new Form();

    @Option(names = "--limit", paramLabel = "N", description = "at most so many rows (default: all with --json or "
            + "--csv, else 50)")
    private @Nullable Integer limit;

    @Option(names = "--sort", paramLabel = "start|-start", defaultValue = NEWEST, description = "start: the oldest "
            + "first; -start: the newest first (default)")
    private String sort = NEWEST;

    @Option(names = "--fields", description = "lists the fields of the query language")
    private boolean fields;

    @Parameters(paramLabel = "QUERY", arity = "0..*", description = "what to look for")
    private List<String> query = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is listed. */
    static final class What {
        @Option(names = "--dialogs", description = "dialogs instead of calls")
        private boolean dialogs;

        @Option(names = "--streams", description = "RTP streams instead of calls")
        private boolean streams;

        @Option(names = "--messages", description = "SIP messages of the dialogs that match")
        private boolean messages;
    }

    /** How it is printed. */
    static final class Form {
        @Option(names = "--json", description = "one JSON object a line")
        private boolean json;

        @Option(names = "--csv", description = "comma-separated values with a header")
        private boolean csv;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (fields) {
            out.println(QueryHelp.text());
            return 0;
        }
        Order order = order();
        QueryNode wanted = QueryParser.parse(String.join(" ", query), ZoneOffset.UTC, Clock.systemUTC());
        Row row = what.streams ? Row.STREAMS : what.dialogs || what.messages ? Row.DIALOGS : Row.CALLS;
        PrintWriter err = spec.commandLine().getErr();
        try (Session session = Session.open(data, err); ResultPrinter printer = printer(session, out)) {
            print(session.search().round(), wanted, row, order, printer);
        }
        return 0;
    }

    private Order order() {
        return switch (sort) {
            case NEWEST -> Order.NEWEST_FIRST;
            case OLDEST -> Order.OLDEST_FIRST;
            default ->
                throw new ParameterException(spec.commandLine(), "--sort takes start (the oldest first) or -start"
                        + " (the newest first), got '" + sort + "'");
        };
    }

    private ResultPrinter printer(Session session, PrintWriter out) {
        ResultPrinter.Form printed = form.json
                ? ResultPrinter.Form.JSON
                : form.csv ? ResultPrinter.Form.CSV : ResultPrinter.Form.TABLE;
        if (what.messages) {
            return new MessagePrinter(out, printed, session.dialogs());
        }
        return what.streams ? new StreamPrinter(out, printed) : new DialogPrinter(out, printed);
    }

    private int most() {
        if (limit == null) {
            return form.json || form.csv ? Integer.MAX_VALUE : 50;
        }
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit takes 1 or more, got " + limit);
        }
        return limit;
    }

    private void print(SearchRound search, QueryNode wanted, Row row, Order order, ResultPrinter printer) {
        int most = most();
        @Nullable
        String cursor = null;
        int printed = 0;
        Page page;
        do {
            page = search.search(wanted, row, order, cursor, Math.min(PAGE, most - printed));
            for (Hit hit : page.hits()) {
                printer.print(hit);
            }
            printed += page.hits().size();
            cursor = page.cursor();
        } while (cursor != null && printed < most);
        if (page.partial()) {
            printer.end(printed, page.total());
        } else if (cursor == null) {
            printer.end(printed, printed);
        } else if (page.totalIsLowerBound()) {
            printer.endOfMany(printed, page.total());
        } else {
            printer.end(printed, page.total());
        }
        if (!search.shortfalls().isEmpty()) {
            String reason = Shortfall.sentence(search.shortfalls());
            printer.partial(reason);
            spec.commandLine().getErr().println("partial, something may be missing: " + reason);
        }
    }
}
