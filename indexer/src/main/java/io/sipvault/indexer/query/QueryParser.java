package io.sipvault.indexer.query;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query language.
 *
 * <pre>
 * query   = [ any ]                      nothing means everything
 * any     = all *( "OR" all )
 * all     = one *( [ "AND" ] one )       words side by side must all be there
 * one     = ( "NOT" / "-" ) one / "(" any ")" / field / free
 * field   = name ( ":" / "=" / "!=" / "&lt;" / "&lt;=" / "&gt;" / "&gt;=" ) value
 * value   = word / DQUOTE phrase DQUOTE / "(" any ")" / ( "[" / "{" ) word "TO" word ( "]" / "}" )
 * free    = word / DQUOTE phrase DQUOTE  read as number, Call-ID, address and text, whatever it may be
 * </pre>
 *
 * <p>
 * Operators are upper case, lower-case {@code and} and {@code or} are words. {@code *} stands for any characters,
 * {@code \} takes a sign for itself. A query that is nothing but one telephone number or one Call-ID is read as that,
 * whatever signs it holds.
 */
public final class QueryParser {
    /** Characters of a query. */
    public static final int MAX_LENGTH = 8_192;
    /** Parentheses and NOTs within each other. */
    public static final int MAX_NESTING = 32;
    /** Conditions of a query; a free word may count as up to three, one for each of its readings. */
    public static final int MAX_CLAUSES = 256;

    private QueryParser() {}

    /**
     * The tree of a query.
     *
     * @param zone
     *            in which times without an offset are meant
     * @param clock
     *            says what {@code now} and {@code today} are; for an archive that is the time of its newest capture
     * @throws ForensicException
     *             BAD_REQUEST: with position, what was found, what was expected, and a suggestion
     */
    public static QueryNode parse(String text, ZoneId zone, Clock clock) {
        try {
            return read(text, zone, clock);
        } catch (QueryRefused e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, e.problem().message(), e);
        }
    }

    /** What is wrong with a query, or null when it is right. */
    public static @Nullable QueryProblem check(String text, ZoneId zone, Clock clock) {
        try {
            read(text, zone, clock);
            return null;
        } catch (QueryRefused e) {
            return e.problem();
        }
    }

    private static QueryNode read(String text, ZoneId zone, Clock clock) {
        if (text.length() > MAX_LENGTH) {
            throw new QueryRefused(MAX_LENGTH, text.length() - MAX_LENGTH,
                    "the query has " + text.length() + " characters, at most " + MAX_LENGTH + " are possible");
        }
        FieldValues values = new FieldValues(new TimeText(zone, clock.instant()));
        QueryNode lone = LoneValue.read(text, values);
        return lone != null ? lone : new QueryGrammar(text, values).query();
    }
}
