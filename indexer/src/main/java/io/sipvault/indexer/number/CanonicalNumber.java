package io.sipvault.indexer.number;

import org.jspecify.annotations.Nullable;

/**
 * A number as it was dialled, and what it means.
 *
 * @param dialled
 *            its digits in order, all prefixes kept, with a leading {@code +} where there was one; empty when the text is
 *            no number
 * @param main
 *            the digits behind the last {@code #}, {@code *} or inner {@code +}, without a plus sign; all digits when
 *            there is none
 * @param e164
 *            country code and national number, digits only; null for extensions and whatever fits no numbering plan
 * @param national
 *            the national significant number within {@code e164}; null when that is, or when its country is unknown
 */
public record CanonicalNumber(String dialled, String main, @Nullable String e164, @Nullable String national,
        Country country) {
    /** How the country of a number is known. */
    public enum Country {
        /** It was dialled: {@code +}, {@code 00} or the international prefix of the region. */
        WRITTEN,
        /** The number fits the plan of the default region, or is an international number without its prefix. */
        ASSUMED,
        /** Extensions, local numbers, numbers behind a technical prefix without a separator. */
        UNKNOWN
    }

    /** What no number is: {@code alice}, or an address. */
    public static final CanonicalNumber NONE = new CanonicalNumber("", "", null, null, Country.UNKNOWN);

    public boolean isNumber() {
        return !dialled.isEmpty();
    }

    /** All digits as dialled, without a plus sign. */
    public String dialledDigits() {
        return dialled.startsWith("+") ? dialled.substring(1) : dialled;
    }
}
