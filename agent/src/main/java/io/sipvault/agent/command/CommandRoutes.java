package io.sipvault.agent.command;

import io.sipvault.agent.command.Scopes.Started;
import io.sipvault.ingest.error.ForensicException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What commands do, whatever way they come. */
public final class CommandRoutes {
    private static final Pattern ONE = Pattern.compile("/commands/([A-Za-z0-9_-]{1,64})(/stop|/events)?");
    private static final int USUAL_EVENTS = 100;
    private static final int MOST_EVENTS = 1_000;

    private final Scopes scopes;

    public CommandRoutes(Scopes scopes) {
        this.scopes = scopes;
    }

    /** All scopes. */
    record All(List<ScopeStatus> commands) {}

    /**
     * Events of a scope.
     *
     * @param lastSequence
     *            to go on after
     * @param dropped
     *            events of the scope that were given up before anybody read them, since the agent started
     */
    record Events(List<CaptureEvent.Told> events, long lastSequence, long dropped) {}

    /**
     * Does what a request asks; what is wrong with it is answered with a problem.
     *
     * @param path
     *            from /commands on
     * @param query
     *            empty when there is none
     * @param body
     *            bounded by whoever received it
     */
    public Answer answer(String method, String path, String query, byte[] body) {
        try {
            return answered(method, path, query, body);
        } catch (ForensicException e) {
            return Answer.problem(switch (e.code()) {
                case BAD_REQUEST -> Answer.BAD_REQUEST;
                case NOT_FOUND -> Answer.NOT_FOUND;
                case IN_USE -> Answer.CONFLICT;
                default -> Answer.FAILED;
            }, String.valueOf(e.getMessage()));
        }
    }

    private Answer answered(String method, String path, String query, byte[] body) {
        if (path.equals("/commands/start")) {
            return method.equals("POST") ? start(body) : notAllowed(method, path, "POST");
        }
        if (path.equals("/commands")) {
            return method.equals("GET")
                    ? new Answer(Answer.OK, new All(scopes.all()))
                    : notAllowed(method, path, "GET");
        }
        Matcher one = ONE.matcher(path);
        if (!one.matches()) {
            return Answer.problem(Answer.NOT_FOUND,
                    "there is nothing at this path; expected /commands, /commands/start,"
                            + " /commands/ID, /commands/ID/stop or /commands/ID/events");
        }
        String what = one.group(2) == null ? "" : one.group(2);
        String expected = what.equals("/stop") ? "POST" : "GET";
        if (!method.equals(expected)) {
            return notAllowed(method, path, expected);
        }
        return new Answer(Answer.OK, switch (what) {
            case "/stop" -> scopes.stop(one.group(1));
            case "/events" -> events(one.group(1), query);
            default -> scopes.status(one.group(1));
        });
    }

    private static Answer notAllowed(String method, String path, String expected) {
        return Answer.problem(Answer.NOT_ALLOWED, path + " takes " + expected + ", not " + method);
    }

    private Answer start(byte[] body) {
        Started started = scopes.start(ScopeReader.read(body));
        return new Answer(started.known() ? Answer.OK : Answer.CREATED, started.status());
    }

    private Events events(String id, String query) {
        Map<String, Long> numbers = numbers(query);
        long after = numbers.getOrDefault("after", 0L);
        long limit = numbers.getOrDefault("limit", (long) USUAL_EVENTS);
        if (limit < 1 || limit > MOST_EVENTS) {
            throw ScopeReader.refused("limit: expected 1 to " + MOST_EVENTS + ", got " + limit);
        }
        List<CaptureEvent> found = scopes.events(id, after, (int) limit);
        return new Events(found.stream().map(CaptureEvent::told).toList(),
                found.isEmpty() ? after : found.getLast().sequence(), scopes.status(id).droppedEvents());
    }

    private static Map<String, Long> numbers(String query) {
        Map<String, Long> numbers = new HashMap<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            if (!part.matches("(after|limit)=\\d{1,18}")) {
                throw ScopeReader.refused("the query has a part that is neither after=NUMBER nor limit=NUMBER");
            }
            numbers.put(part.substring(0, part.indexOf('=')), Long.parseLong(part.substring(part.indexOf('=') + 1)));
        }
        return numbers;
    }
}
