package io.sipvault.indexer.query;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of the query language: what each is called, which values it takes, and a sentence for the help. */
public enum QueryField {
    TEXT("text", Kind.TEXT, "words of any header, SDP line or log line of the call; the same as no field"),
    FROM("from",
            Kind.NUMBER, "number, user or user@host of the caller (From)"),
    TO("to", Kind.NUMBER,
            "number, user or user@host of the called (To)"),
    NUMBER("number", Kind.NUMBER,
            "number on either side, in any header that carries one", "num", "phone"),
    DID("did",
            Kind.NUMBER, "number that was dialled in, as the Request-URI has it"),
    USER("user",
            Kind.USER, "user, or user@host, on either side"),
    CALL_ID("call_id",
            Kind.TOKEN, "Call-ID of any leg", "callid", "call-id"),
    DOMAIN(
            "domain", Kind.DOMAIN, "host of From, To or Request-URI",
            "host"),
    TENANT("tenant", Kind.TOKEN,
            "tenant that the call belongs to"),
    IP("ip",
            Kind.ADDRESS,
            "address of either end of any hop or of media, or a network such as 10.0.0.0/8",
            "addr", "address"),
    PORT("port", Kind.PORT,
            "port of either end of any hop"),
    UA(
            "ua", Kind.TEXT,
            "words of User-Agent or Server",
            "user_agent", "user-agent",
            "useragent"),
    METHOD(
            "method",
            Kind.METHOD,
            "method that began the dialog, such as INVITE or REGISTER"),
    STATUS(
            "status",
            Kind.STATUS,
            "final status: 503, 5xx, [400 TO 499], >=500",
            "code"),
    REASON(
            "reason",
            Kind.TEXT,
            "words of a Reason or Warning header or of a reason phrase"),
    STATE(
            "state",
            Kind.STATE,
            "state of the dialog"),
    AGENT(
            "agent",
            Kind.TOKEN,
            "name of the agent that saw it"),
    TAG(
            "tag",
            Kind.TOKEN,
            "tag of the agent that saw it"),
    CODEC(
            "codec",
            Kind.TOKEN,
            "codec that was used, such as PCMU or opus"),
    SSRC(
            "ssrc",
            Kind.SSRC,
            "SSRC of an RTP stream: 0x1a2b3c4d or decimal"),
    MOS(
            "mos",
            Kind.SCORE,
            "lowest MOS of its streams, 1 to 5; a call without a score never matches"),
    LOSS(
            "loss",
            Kind.PERCENT,
            "highest packet loss of its streams in percent"),
    JITTER(
            "jitter",
            Kind.MILLISECONDS,
            "highest mean jitter of its streams: 30ms, or plain milliseconds"),
    PDD(
            "pdd",
            Kind.MILLISECONDS,
            "post-dial delay, INVITE to first 18x: 3s, 500ms, or plain milliseconds"),
    SETUP(
            "setup",
            Kind.MILLISECONDS,
            "set-up time, INVITE to 2xx: 8s, or plain milliseconds"),
    DURATION(
            "duration",
            Kind.SECONDS,
            "length of the dialog: 5m, 1h30m, or plain seconds",
            "dur"),
    AFTER(
            "after",
            Kind.TIME,
            "begun at that time or later: 2026-04-01T10:00, 10:00, today, -2h",
            "since"),
    BEFORE(
            "before",
            Kind.TIME,
            "begun before that time",
            "until"),
    PROBLEM(
            "problem",
            Kind.PROBLEM,
            "a diagnosis that the call was given"),
    HAS(
            "has",
            Kind.HAS,
            "evidence that is there"),
    LOG(
            "log",
            Kind.TEXT,
            "words of the log lines of the call");

    /** Which values a field takes, and in which unit they are compared. */
    public enum Kind {
        /** Analysed text: words and phrases, trailing wildcard. */
        TEXT,
        /** A telephone number in any form, or a user; any wildcard. */
        NUMBER,
        /** A user or user@host; any wildcard. */
        USER,
        /** A host name; any wildcard. */
        DOMAIN,
        /** One exact value, or its beginning. */
        TOKEN,
        ADDRESS,
        PORT,
        METHOD,
        STATUS,
        STATE,
        SSRC,
        PROBLEM,
        HAS,
        /** A decimal number from 0 to 5. */
        SCORE,
        /** A decimal number from 0 to 100, with or without {@code %}. */
        PERCENT,
        /** A duration; a plain number is milliseconds. */
        MILLISECONDS,
        /** A duration; a plain number is seconds. */
        SECONDS,
        /** A point in time. */
        TIME
    }

    private static final Map<String, QueryField> BY_NAME = byName();
    private static final Set<Kind> LEADING_WILDCARD = EnumSet.of(Kind.NUMBER, Kind.USER, Kind.DOMAIN);
    private static final Set<Kind> TRAILING_WILDCARD = EnumSet.of(Kind.NUMBER, Kind.USER, Kind.DOMAIN, Kind.TOKEN,
            Kind.TEXT);
    private static final Set<Kind> COMPARABLE = EnumSet.of(Kind.PORT, Kind.STATUS, Kind.SCORE, Kind.PERCENT,
            Kind.MILLISECONDS, Kind.SECONDS);

    private final String text;
    private final Kind kind;
    private final String synopsis;
    /** Immutable: made by {@code List.of}. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> aliases;

    QueryField(String text, Kind kind, String synopsis, String... aliases) {
        this.text = text;
        this.kind = kind;
        this.synopsis = synopsis;
        this.aliases = List.of(aliases);
    }

    private static Map<String, QueryField> byName() {
        Map<String, QueryField> fields = new HashMap<>();
        for (QueryField field : values()) {
            fields.put(field.text, field);
            field.aliases.forEach(alias -> fields.put(alias, field));
        }
        return Map.copyOf(fields);
    }

    /** The field of that name or alias, in any case; null when there is none. */
    public static @Nullable QueryField find(String nameOrAlias) {
        return BY_NAME.get(nameOrAlias.toLowerCase(Locale.ROOT));
    }

    /** Every name and alias, for suggestions. */
    static List<String> allNames() {
        List<String> names = new ArrayList<>();
        for (QueryField field : values()) {
            names.add(field.text);
            names.addAll(field.aliases);
        }
        return names;
    }

    /** The name as it is written in a query: {@code call_id}. */
    public String text() {
        return text;
    }

    public Kind kind() {
        return kind;
    }

    /** What it finds, a clause without a full stop. */
    public String synopsis() {
        return synopsis;
    }

    public List<String> aliases() {
        return aliases;
    }

    /** Whether its values are analysed into words, so that quotes make a phrase. */
    public boolean isText() {
        return kind == Kind.TEXT;
    }

    /** Whether a value may begin with {@code *} or hold it anywhere, and {@code ?} for one character. */
    public boolean allowsLeadingWildcard() {
        return LEADING_WILDCARD.contains(kind);
    }

    /** Whether a value may end with {@code *}. */
    public boolean allowsTrailingWildcard() {
        return TRAILING_WILDCARD.contains(kind);
    }

    /** Whether {@code <}, {@code >=} and ranges are possible. */
    public boolean isComparable() {
        return COMPARABLE.contains(kind);
    }
}
