package io.sipvault.indexer.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a value without a field may be. Everything is at least text; what looks like a number is a number as well, what
 * holds {@code @} or looks made by a machine a Call-ID as well, an address an address as well.
 */
final class FreeText {
    private static final int MIN_NUMBER_DIGITS = 3;
    private static final int MIN_LONE_NUMBER_DIGITS = 5;
    private static final int MAX_NUMBER_DIGITS = 24;
    private static final int MAX_TELEPHONE_DIGITS = 15;
    private static final int MIN_ID_LENGTH = 12;
    private static final int WHOLE_NUMBER_DIGITS = 7;
    private static final Pattern NUMBER = Pattern.compile("[+*]?[\\d()\\-./#\\p{Z}\\s]*");
    private static final Pattern LONE_NUMBER = Pattern.compile("\\+?[(\\d][\\d()\\-./\\p{Z}\\s]*");
    private static final Pattern NUMBER_PATTERN = Pattern.compile("[+*?\\d]*\\d[*?\\d]*");
    private static final Pattern DATE = Pattern.compile("(?:19|20)\\d{2}([-./])[01]?\\d\\1[0-3]?\\d");
    private static final Pattern URI = Pattern.compile("(?i)(?:sips?|tel):(.+)");
    private static final Pattern USER_AT_HOST = Pattern.compile("[^@\\s\"<>()]+@[\\w.:\\[\\]-]+");
    private static final Pattern ID = Pattern.compile("[\\w.!%+~-]+");
    private static final Pattern MADE_BY_MACHINE = Pattern.compile("(?=.*\\d)(?=.*[A-Za-z]).*");

    private final FieldValues values;

    FreeText(FieldValues values) {
        this.values = values;
    }

    /** Whether the whole query is one telephone number, however it is grouped. */
    static boolean isLoneNumber(String query) {
        boolean other = DATE.matcher(query).matches() || NetworkText.parse(QueryField.IP, query) != null;
        if (other || !LONE_NUMBER.matcher(query).matches()) {
            return false;
        }
        long digits = digits(query).length();
        long wholeNumbers = List.of(query.split("[\\p{Z}\\s]+")).stream()
                .filter(group -> digits(group).length() >= WHOLE_NUMBER_DIGITS).count();
        return digits >= MIN_LONE_NUMBER_DIGITS && digits <= MAX_NUMBER_DIGITS && wholeNumbers <= 1;
    }

    QueryNode classify(RawValue typed) {
        RawValue raw = FieldValues.withDialCode(typed);
        if (raw.isOnlyStars()) {
            return new QueryNode.MatchAll();
        }
        return raw.hasWildcard(false) ? classifyPattern(raw) : anyOf(readings(raw));
    }

    private List<QueryNode> readings(RawValue raw) {
        String text = raw.text().strip();
        List<QueryNode> readings = new ArrayList<>();
        QueryNode network = NetworkText.parse(QueryField.IP, text);
        if (network != null) {
            readings.add(network);
        } else if (isNumber(text)) {
            readings.add(new QueryNode.Term(QueryField.NUMBER, text));
            addIf(readings, digits(text).length() > MAX_TELEPHONE_DIGITS, QueryField.CALL_ID, text);
        } else if (!addUri(readings, text)) {
            addIf(readings, text.indexOf('@') >= 0 || isId(text), QueryField.CALL_ID, text);
            addUser(readings, text);
        }
        readings.add(text(raw, text));
        return readings;
    }

    private static boolean addUri(List<QueryNode> readings, String text) {
        var uri = URI.matcher(text);
        if (!uri.matches()) {
            return false;
        }
        String user = uri.group(1).split("[@;?]", 2)[0];
        boolean number = isNumber(user);
        readings.add(new QueryNode.Term(number ? QueryField.NUMBER : QueryField.USER, number ? text : uri.group(1)));
        return true;
    }

    private static void addUser(List<QueryNode> readings, String text) {
        if (USER_AT_HOST.matcher(text).matches()) {
            boolean number = isNumber(text.substring(0, text.indexOf('@')));
            readings.add(new QueryNode.Term(number ? QueryField.NUMBER : QueryField.USER, text));
        }
    }

    private static void addIf(List<QueryNode> readings, boolean condition, QueryField field, String value) {
        if (condition) {
            readings.add(new QueryNode.Term(field, value));
        }
    }

    /** Text holds a number without its separators, unless somebody quoted it as it stands. */
    private static QueryNode text(RawValue raw, String text) {
        if (raw.quoted()) {
            return new QueryNode.Phrase(QueryField.TEXT, raw.text());
        }
        boolean separated = isNumber(text) && text.indexOf('#') < 0 && NetworkText.parse(QueryField.IP, text) == null;
        return new QueryNode.Term(QueryField.TEXT, separated ? digits(text) : text);
    }

    private QueryNode classifyPattern(RawValue raw) {
        String text = raw.text();
        QueryNode network = NetworkText.parse(QueryField.IP, text);
        if (network != null) {
            return network;
        }
        if (NUMBER_PATTERN.matcher(text).matches()) {
            return numberPattern(raw);
        }
        if (raw.isStar(0)) {
            return starred(raw);
        }
        QueryNode words = values.pattern(QueryField.TEXT, raw);
        boolean id = text.indexOf('@') >= 0 || isId(text.replace("*", ""));
        return id ? anyOf(List.of(values.pattern(QueryField.CALL_ID, raw), words)) : words;
    }

    private QueryNode numberPattern(RawValue raw) {
        QueryNode number = values.pattern(QueryField.NUMBER, raw);
        return raw.isStar(0) || raw.text().charAt(0) == '+'
                ? number
                : anyOf(List.of(number, values.pattern(QueryField.TEXT, raw)));
    }

    /** {@code *@host} names a host; anything else cannot begin with a star. */
    private QueryNode starred(RawValue raw) {
        if (raw.text().startsWith("*@") && raw.text().length() > 2) {
            return values.pattern(QueryField.DOMAIN, raw.substring(2, raw.text().length()).toLowerCase());
        }
        return values.pattern(QueryField.TEXT, raw);
    }

    private static QueryNode anyOf(List<QueryNode> readings) {
        return readings.size() == 1 ? readings.getFirst() : new QueryNode.Or(readings);
    }

    private static boolean isNumber(String text) {
        int digits = digits(text).length();
        return digits >= MIN_NUMBER_DIGITS && digits <= MAX_NUMBER_DIGITS && NUMBER.matcher(text).matches()
                && !DATE.matcher(text).matches();
    }

    private static boolean isId(String text) {
        return text.length() >= MIN_ID_LENGTH && ID.matcher(text).matches() && MADE_BY_MACHINE.matcher(text).matches();
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }
}
