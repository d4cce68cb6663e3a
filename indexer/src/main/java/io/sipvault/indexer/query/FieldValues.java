package io.sipvault.indexer.query;

import io.sipvault.indexer.query.QueryNode.Operator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the value of a field as what the field takes, or refuses it with what would be right. */
final class FieldValues {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(?:\\.\\d{1,9})?");
    private static final Pattern STATUS_CLASS = Pattern.compile("([1-6])(?:[xX]{2}|\\*)");
    private static final Pattern STATUS_TEN = Pattern.compile("([1-6]\\d)[xX*]");
    private static final Pattern SSRC_HEX = Pattern.compile("0[xX]([0-9a-fA-F]{1,8})");
    private static final Pattern SSRC_BARE_HEX = Pattern.compile("[0-9a-fA-F]{8}");
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,40}");
    private static final Pattern DIAL_CODE = Pattern.compile("\\*\\d{1,4}#.*");
    private static final long MAX_SSRC = 0xffff_ffffL;
    private static final String LEADING_ALLOWED = "only number, from, to, did, user, domain can start with *";

    private final TimeText times;

    FieldValues(TimeText times) {
        this.times = times;
    }

    /** {@code field:value} or {@code field=value}. */
    QueryNode equal(QueryField field, RawValue raw) {
        if (raw.text().isBlank()) {
            throw new QueryRefused(raw.position(), raw.length(), "the value of '" + field.text() + "' at position "
                    + raw.position() + " is empty: expected " + expected(field));
        }
        boolean present = raw.isOnlyStars() && field.kind() != QueryField.Kind.TIME;
        if (present) {
            return field == QueryField.TEXT ? new QueryNode.MatchAll() : new QueryNode.Present(field);
        }
        return switch (field.kind()) {
            case TEXT -> raw.quoted() ? new QueryNode.Phrase(field, raw.text()) : pattern(field, raw);
            case DOMAIN -> pattern(field, raw.toLowerCase());
            case NUMBER, USER, TOKEN -> pattern(field, raw);
            case ADDRESS -> network(field, raw);
            case STATUS -> status(field, raw);
            case METHOD -> new QueryNode.Term(field, method(raw));
            case STATE -> new QueryNode.Term(field, word(field, raw, Vocabulary.STATES));
            case PROBLEM -> new QueryNode.Term(field, word(field, raw, Vocabulary.PROBLEMS));
            case HAS -> new QueryNode.Term(field, word(field, raw, Vocabulary.EVIDENCE));
            case SSRC -> new QueryNode.Term(field, ssrc(field, raw));
            case PORT, SCORE, PERCENT, MILLISECONDS, SECONDS ->
                new QueryNode.Comparison(field, Operator.EQUAL, value(field, raw));
            case TIME -> new QueryNode.Comparison(field,
                    field == QueryField.AFTER ? Operator.AT_LEAST : Operator.LESS, value(field, raw));
        };
    }

    /** {@code field<value} and its like. */
    QueryNode compare(QueryField field, Operator operator, RawValue raw) {
        return new QueryNode.Comparison(field, operator, value(field, raw));
    }

    /** The value of a comparison or of one end of a range. */
    QueryValue value(QueryField field, RawValue raw) {
        QueryValue value = switch (field.kind()) {
            case PORT -> decimal(raw.text(), 0, 65_535, true);
            case STATUS -> decimal(raw.text(), 100, 699, true);
            case SCORE -> decimal(raw.text(), 0, 5, false);
            case PERCENT -> decimal(raw.text().replaceFirst("%$", ""), 0, 100, false);
            case MILLISECONDS -> span(raw.text(), Duration.ofMillis(1));
            case SECONDS -> span(raw.text(), Duration.ofSeconds(1));
            case TIME -> moment(raw.text());
            default -> null;
        };
        if (value == null) {
            throw refused(field, raw, null);
        }
        return value;
    }

    /** A term, or a prefix, suffix or wildcard where a star says so and the field allows it. */
    QueryNode pattern(QueryField field, RawValue typed) {
        boolean anywhere = field.allowsLeadingWildcard();
        RawValue raw = anywhere ? withDialCode(typed) : typed;
        if (!raw.hasWildcard(anywhere)) {
            return new QueryNode.Term(field, raw.text().strip());
        }
        if (raw.isStar(0) && !anywhere) {
            throw new QueryRefused(raw.position(), raw.length(),
                    "leading wildcard is not possible in '" + field.text() + "' (position " + raw.position() + "): "
                            + LEADING_ALLOWED);
        }
        return wildcard(field, raw.collapsed(), anywhere);
    }

    /** The star of a dial code such as {@code *31#} stands for itself. */
    static RawValue withDialCode(RawValue raw) {
        return DIAL_CODE.matcher(raw.text()).matches() ? raw.withLiteral(0) : raw;
    }

    private static QueryNode wildcard(QueryField field, RawValue raw, boolean anywhere) {
        int last = raw.text().length() - 1;
        if (raw.isStar(last) && !raw.substring(0, last).hasWildcard(anywhere)) {
            return new QueryNode.Prefix(field, raw.text().substring(0, last));
        }
        if (raw.isStar(0) && !raw.substring(1, last + 1).hasWildcard(anywhere)) {
            return new QueryNode.Suffix(field, raw.text().substring(1));
        }
        return new QueryNode.Wildcard(field, raw.pattern(anywhere));
    }

    private static QueryNode network(QueryField field, RawValue raw) {
        QueryNode network = NetworkText.parse(field, raw.text());
        if (network != null) {
            return network;
        }
        int colon = raw.text().lastIndexOf(':');
        boolean withPort = colon > 0 && NetworkText.parse(field, raw.text().substring(0, colon)) != null;
        throw refused(field, raw, withPort
                ? "ip:" + raw.text().substring(0, colon) + " port:" + raw.text().substring(colon + 1)
                : null);
    }

    private QueryNode status(QueryField field, RawValue raw) {
        var hundred = STATUS_CLASS.matcher(raw.text());
        if (hundred.matches()) {
            int first = Integer.parseInt(hundred.group(1)) * 100;
            return statusRange(field, first, first + 99);
        }
        var ten = STATUS_TEN.matcher(raw.text());
        if (ten.matches()) {
            int first = Integer.parseInt(ten.group(1)) * 10;
            return statusRange(field, first, first + 9);
        }
        return new QueryNode.Comparison(field, Operator.EQUAL, value(field, raw));
    }

    private static QueryNode statusRange(QueryField field, int from, int to) {
        return new QueryNode.Range(field, new QueryValue.Decimal(BigDecimal.valueOf(from)),
                new QueryValue.Decimal(BigDecimal.valueOf(to)), true, true);
    }

    /** Any token is a method (RFC 3261 25.1), but one that is nearly a known method is a slip unless it is quoted. */
    private static String method(RawValue raw) {
        String known = Vocabulary.METHODS.find(raw.text());
        if (known != null) {
            return known;
        }
        String near = raw.quoted() ? null : Suggestions.nearest(raw.text(), Vocabulary.METHODS.values());
        if (near != null || !METHOD.matcher(raw.text()).matches()) {
            throw refused(QueryField.METHOD, raw, near);
        }
        return raw.text().toUpperCase(Locale.ROOT);
    }

    private static String word(QueryField field, RawValue raw, Vocabulary vocabulary) {
        String known = vocabulary.find(raw.text());
        if (known == null) {
            String near = Suggestions.nearest(raw.text(), vocabulary.values());
            throw refused(field, raw, near);
        }
        return known;
    }

    private static String ssrc(QueryField field, RawValue raw) {
        String text = raw.text();
        var hex = SSRC_HEX.matcher(text);
        long value = -1;
        if (hex.matches()) {
            value = Long.parseLong(hex.group(1), 16);
        } else if (DECIMAL.matcher(text).matches() && text.indexOf('.') < 0) {
            value = Long.parseLong(text);
        } else if (SSRC_BARE_HEX.matcher(text).matches()) {
            value = Long.parseLong(text, 16);
        }
        if (value < 0 || value > MAX_SSRC) {
            throw refused(field, raw, null);
        }
        return String.format(Locale.ROOT, "0x%08x", value);
    }

    private static QueryValue.@Nullable Decimal decimal(String text, int least, int most, boolean whole) {
        if (!DECIMAL.matcher(text).matches() || (whole && text.indexOf('.') >= 0)) {
            return null;
        }
        BigDecimal value = new BigDecimal(text);
        boolean inside = value.compareTo(BigDecimal.valueOf(least)) >= 0
                && value.compareTo(BigDecimal.valueOf(most)) <= 0;
        return inside ? new QueryValue.Decimal(value) : null;
    }

    private static QueryValue.@Nullable Span span(String text, Duration unit) {
        Duration span = DECIMAL.matcher(text).matches()
                ? DurationText.of(new BigDecimal(text), unit)
                : DurationText.parse(text.toLowerCase(Locale.ROOT));
        return span == null ? null : new QueryValue.Span(span);
    }

    private QueryValue.@Nullable Moment moment(String text) {
        Instant instant = times.parse(text);
        return instant == null ? null : new QueryValue.Moment(instant);
    }

    /** A near value is a better hint than a list of all. */
    private static QueryRefused refused(QueryField field, RawValue raw, @Nullable String near) {
        String hint = near == null ? "expected " + expected(field) : "did you mean '" + near + "'?";
        return new QueryRefused(raw.position(), raw.length(), QueryReader.shown(raw.text()) + " at position "
                + raw.position() + " is no value of '" + field.text() + "': " + hint);
    }

    /** What a field takes, for messages and the help. */
    static String expected(QueryField field) {
        return switch (field.kind()) {
            case TEXT -> "words, \"a phrase\" or begin*";
            case NUMBER -> "a number in any form, or a user, with * anywhere";
            case USER -> "a user or user@host, with * anywhere";
            case DOMAIN -> "a host name, with * anywhere";
            case TOKEN -> "a value or its beginning and *";
            case ADDRESS -> "an address such as 10.0.0.5 or 2001:db8::1, or a network such as 10.0.0.0/8";
            case PORT -> "a whole number from 0 to 65535";
            case METHOD -> "one of " + String.join(", ", Vocabulary.METHODS.values()) + ", or another in quotes";
            case STATUS -> "a status from 100 to 699, a class such as 5xx, or a range such as [400 TO 499]";
            case STATE -> "one of " + String.join(", ", Vocabulary.STATES.values());
            case SSRC -> "32 bits as 0x1a2b3c4d or in decimal";
            case PROBLEM -> "one of " + String.join(", ", Vocabulary.PROBLEMS.values());
            case HAS -> "one of " + String.join(", ", Vocabulary.EVIDENCE.values());
            case SCORE -> "a number from 0 to 5";
            case PERCENT -> "a number from 0 to 100, with or without %";
            case MILLISECONDS -> "a duration such as 500ms or 3s; a plain number is milliseconds";
            case SECONDS -> "a duration such as 60s, 5m or 1h30m; a plain number is seconds";
            case TIME -> "a time such as 2026-04-01, 2026-04-01T10:00, 10:00, today, yesterday, now or -2h";
        };
    }
}
