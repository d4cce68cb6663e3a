package io.sipvault.indexer.number;

import io.sipvault.indexer.number.CanonicalNumber.Country;
import io.sipvault.indexer.number.NumberingPlans.Found;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers in any form, and says under which terms they are indexed and searched. Safe for several threads.
 *
 * <p>
 * A typed number T matches an archived number A when one of these holds:
 * <ol>
 * <li>They share a form: canonical (E.164), as dialled, or behind a separated prefix. {@code +1 (555) 443-0191} is
 * {@code 0015554430191}, {@code 99901#15554430191} and, in region US, {@code 5554430191}.
 * <li>The country of T is known, that of A is not, and A ends with the whole national number of T, at least
 * {@link #MIN_ENDING_DIGITS} digits: a technical prefix was put before it without a separator, {@code 9990115554430191}.
 * <li>The country of T is unknown, T has at least {@link #MIN_ENDING_DIGITS} digits, and a form of A ends with them: the
 * local number {@code 4430191} finds {@code +15554430191}.
 * <li>T has a technical prefix without a separator, and its ending is the canonical form of A.
 * </ol>
 * So numbers of two known countries never match by their endings ({@code +445554430191} is not {@code +15554430191}),
 * and an extension such as {@code 1001} matches nothing but itself.
 */
public final class NumberNormalizer {
    /** Digits from which an ending says enough: a local number of the North American plan. */
    public static final int MIN_ENDING_DIGITS = 7;

    private static final int CACHE_SLOTS = 1 << 16;
    private static final int MAX_CACHED_LENGTH = 64;
    private static final int MIN_TAIL_DIGITS = 9;
    private static final int MAX_TAIL_DIGITS = 15;

    private final NumberingPlans plans;
    private final NumberCache cache = new NumberCache(CACHE_SLOTS);

    /**
     * @param defaultRegion
     *            ISO 3166 code of the country whose numbers are dialled without a country code, such as {@code US}
     * @throws io.sipvault.ingest.error.ForensicException
     *             BAD_REQUEST when there is no such country
     */
    public NumberNormalizer(String defaultRegion) {
        plans = new NumberingPlans(defaultRegion);
    }

    /**
     * The number in a user part, a URI (sip, sips, tel), a name-addr or what a person typed;
     * {@link CanonicalNumber#NONE} when there is none.
     */
    public CanonicalNumber of(String userPartOrNumber) {
        if (userPartOrNumber.length() > MAX_CACHED_LENGTH) {
            return read(userPartOrNumber);
        }
        CanonicalNumber known = cache.get(userPartOrNumber);
        if (known != null) {
            return known;
        }
        CanonicalNumber number = read(userPartOrNumber);
        cache.put(userPartOrNumber, number);
        return number;
    }

    private CanonicalNumber read(String text) {
        NumberText number = NumberText.parse(text);
        if (number == null) {
            return CanonicalNumber.NONE;
        }
        Found found = plans.find(number.main(), number.plus());
        if (found != null) {
            return new CanonicalNumber(number.dialled(), number.main(), found.e164(),
                    found.e164().substring(found.countryDigits()), found.country());
        }
        boolean written = number.plus() && number.main().length() >= MIN_ENDING_DIGITS;
        return new CanonicalNumber(number.dialled(), number.main(), written ? number.main() : null, null,
                written ? Country.WRITTEN : Country.UNKNOWN);
    }

    /** Whether the number belongs to a range that its country has given out; takes some microseconds. */
    public boolean isValid(CanonicalNumber number) {
        String e164 = number.e164();
        return e164 != null && plans.isValid(e164);
    }

    /** What an archived number is indexed under. */
    public NumberTerms indexTerms(String userPartOrNumber) {
        return indexTerms(of(userPartOrNumber));
    }

    public NumberTerms indexTerms(CanonicalNumber number) {
        boolean open = number.country() == Country.UNKNOWN && number.main().length() > MIN_ENDING_DIGITS;
        return new NumberTerms(exact(number), open ? number.main() : null);
    }

    private static List<String> exact(CanonicalNumber number) {
        if (!number.isNumber()) {
            return List.of();
        }
        Set<String> terms = new LinkedHashSet<>(4);
        String e164 = number.e164();
        if (e164 != null) {
            terms.add(e164);
        }
        terms.add(number.dialledDigits());
        terms.add(number.main());
        return List.copyOf(terms);
    }

    /** What a typed number looks for; matches nothing when it is no number. */
    public NumberSearch searchTerms(String typed) {
        CanonicalNumber number = of(typed);
        Set<String> exact = new LinkedHashSet<>(exact(number));
        if (number.country() != Country.UNKNOWN) {
            return new NumberSearch(exact, endings(number.national()), Set.of());
        }
        addTails(exact, number.main());
        return new NumberSearch(exact, Set.of(), endings(number.main()));
    }

    private static Set<String> endings(@Nullable String digits) {
        return digits != null && digits.length() >= MIN_ENDING_DIGITS ? Set.of(digits) : Set.of();
    }

    /** The canonical forms of the endings of a number that begins with a technical prefix. */
    private void addTails(Set<String> exact, String digits) {
        int longest = Math.min(MAX_TAIL_DIGITS, digits.length() - 1);
        for (int length = MIN_TAIL_DIGITS; length <= longest; length++) {
            Found found = plans.find(digits.substring(digits.length() - length), false);
            if (found != null && found.country() == Country.ASSUMED) {
                exact.add(found.e164());
            }
        }
    }
}
