package io.sipvault.indexer.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber.CountryCodeSource;
import io.sipvault.indexer.number.CanonicalNumber.Country;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which country and national number some digits are. libphonenumber knows the plans, but takes about 6 microseconds to
 * parse and 7 to validate, and takes numbers such as 555 for none; so what is plain from the digits alone is decided
 * here.
 */
final class NumberingPlans {
    /** ITU-T E.164 6.2.1. */
    private static final int MAX_E164_DIGITS = 15;
    private static final int MIN_INTERNATIONAL_DIGITS = 7;
    private static final int NANP_NATIONAL_DIGITS = 10;
    private static final int NANP = 1;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final BitSet countryCodes = new BitSet();
    private final Map<Integer, String> nationalPrefixes = new ConcurrentHashMap<>();
    private final String region;
    private final boolean nanp;
    private final String nationalPrefix;

    /** The plan of an assumed or written country: E.164 digits, and how many of them are the country code. */
    record Found(String e164, int countryDigits, Country country) {}

    NumberingPlans(String defaultRegion) {
        library.getSupportedCallingCodes().forEach(countryCodes::set);
        region = defaultRegion.toUpperCase(Locale.ROOT);
        if (!library.getSupportedRegions().contains(region)) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "reading the default region of telephone numbers: '"
                    + defaultRegion + "' is no ISO 3166 country code; expected two letters such as US or DE");
        }
        nanp = library.getCountryCodeForRegion(region) == NANP;
        nationalPrefix = nationalPrefixOf(library.getCountryCodeForRegion(region));
    }

    /** The number, or null when its country cannot be said. */
    @Nullable
    Found find(String digits, boolean plus) {
        if (plus) {
            return international(digits);
        }
        String prefixed = withoutInternationalPrefix(digits);
        Found written = prefixed == null ? null : international(prefixed);
        return written != null ? written : withoutPlus(digits);
    }

    private @Nullable String withoutInternationalPrefix(String digits) {
        if (digits.startsWith("00")) {
            return digits.substring(2);
        }
        return nanp && digits.startsWith("011") ? digits.substring(3) : null;
    }

    private @Nullable Found international(String digits) {
        if (digits.length() < MIN_INTERNATIONAL_DIGITS || digits.length() > MAX_E164_DIGITS + 1) {
            return null;
        }
        int countryDigits = countryDigits(digits);
        if (countryDigits == 0) {
            return null;
        }
        return mayHoldNationalPrefix(digits, countryDigits)
                ? parsed("+" + digits, Country.WRITTEN)
                : shortEnough(digits, countryDigits, Country.WRITTEN);
    }

    private static @Nullable Found shortEnough(String digits, int countryDigits, Country country) {
        return digits.length() > MAX_E164_DIGITS ? null : new Found(digits, countryDigits, country);
    }

    /** {@code +44 (0) 20 ...}: the library knows which zero belongs to the number. */
    private boolean mayHoldNationalPrefix(String digits, int countryDigits) {
        int countryCode = Integer.parseInt(digits, 0, countryDigits, 10);
        String prefix = nationalPrefixes.computeIfAbsent(countryCode, this::nationalPrefixOf);
        return !prefix.isEmpty() && digits.startsWith(prefix, countryDigits);
    }

    private String nationalPrefixOf(int countryCode) {
        String prefix = library.getNddPrefixForRegion(library.getRegionCodeForCountryCode(countryCode), true);
        return prefix == null ? "" : prefix;
    }

    /** How many digits the country code has; 0 when there is no such code. Codes are free of prefixes. */
    private int countryDigits(String digits) {
        int code = 0;
        for (int i = 0; i < Math.min(3, digits.length()); i++) {
            code = code * 10 + digits.charAt(i) - '0';
            if (countryCodes.get(code)) {
                return i + 1;
            }
        }
        return 0;
    }

    private @Nullable Found withoutPlus(String digits) {
        if (digits.length() < MIN_INTERNATIONAL_DIGITS || digits.length() > MAX_E164_DIGITS + 1) {
            return null;
        }
        if (nanp && isNanpNational(digits, 0)) {
            return new Found("1" + digits, 1, Country.ASSUMED);
        }
        if (nanp && isNanpWithOne(digits)) {
            return new Found(digits, 1, Country.ASSUMED);
        }
        Found domestic = domestic(digits);
        return domestic != null ? domestic : foreign(digits);
    }

    private static boolean isNanpNational(String digits, int offset) {
        return digits.length() - offset == NANP_NATIONAL_DIGITS && digits.charAt(offset) >= '2';
    }

    private static boolean isNanpWithOne(String digits) {
        return digits.charAt(0) == '1' && isNanpNational(digits, 1);
    }

    /** A number of the default region, or behind its international prefix. */
    private @Nullable Found domestic(String digits) {
        PhoneNumber number = parse(digits);
        if (number == null || library.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
            return null;
        }
        if (number.getCountryCodeSource() == CountryCodeSource.FROM_NUMBER_WITH_IDD) {
            return found(number, Country.WRITTEN);
        }
        boolean prefixed = !nationalPrefix.isEmpty() && digits.startsWith(nationalPrefix);
        return prefixed || library.isValidNumber(number) ? found(number, Country.ASSUMED) : null;
    }

    /** An E.164 number without its plus sign. */
    private @Nullable Found foreign(String digits) {
        int countryDigits = countryDigits(digits);
        if (countryDigits == 0) {
            return null;
        }
        if (isNanpWithOne(digits)) {
            return new Found(digits, 1, Country.ASSUMED);
        }
        PhoneNumber number = parse("+" + digits);
        return number != null && library.isValidNumber(number) ? found(number, Country.ASSUMED) : null;
    }

    private @Nullable Found parsed(String text, Country country) {
        PhoneNumber number = parse(text);
        return number == null ? null : found(number, country);
    }

    private @Nullable PhoneNumber parse(String text) {
        try {
            return library.parseAndKeepRawInput(text, region);
        } catch (NumberParseException e) {
            return null;
        }
    }

    private @Nullable Found found(PhoneNumber number, Country country) {
        String code = Integer.toString(number.getCountryCode());
        return shortEnough(code + library.getNationalSignificantNumber(number), code.length(), country);
    }

    /** Whether a country has given the number out, as far as the library knows; 555 numbers are not. */
    boolean isValid(String e164) {
        PhoneNumber number = parse("+" + e164);
        return number != null && library.isValidNumber(number);
    }
}
