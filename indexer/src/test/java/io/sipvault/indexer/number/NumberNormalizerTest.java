package io.sipvault.indexer.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.indexer.number.CanonicalNumber.Country;
import io.sipvault.ingest.error.ForensicException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberNormalizerTest {
    private static final List<String> ONE_NUMBER = List.of("+1 (555) 443-0191", "+15554430191", "0015554430191",
            "01115554430191", "15554430191", "5554430191", "(555) 443-0191", "1.555.443.0191",
            "sip:+15554430191;npdi@host", "sip:15554430191@10.0.0.1:5060;user=phone", "sips:0015554430191@host",
            "SIP:+15554430191:secret@host", "tel:+1-555-443-0191", "tel:+15554430191;ext=12", "sip:%2B15554430191@host",
            "sip:%2b1%28555%294430191@host", "99901#15554430191", "sip:99901%2315554430191@host", "*31#15554430191",
            "*31#0015554430191", "*67*5554430191", "*21*15554430191#", "99901+15554430191",
            "\"Alice +1 4\" <sip:+15554430191@host>;tag=77", "<tel:+15554430191>", "+1\u00a0555\u2011443\u20110191");

    private final NumberNormalizer us = new NumberNormalizer("us");
    private final NumberNormalizer germany = new NumberNormalizer("DE");
    private final NumberNormalizer britain = new NumberNormalizer("GB");

    @Test
    void findsOneCanonicalFormForEveryFormOfANumber() {
        assertThat(ONE_NUMBER).allSatisfy(form -> assertThat(us.of(form).e164()).as(form).isEqualTo("15554430191"));
    }

    @Test
    void findsAnArchivedNumberByEveryFormOfIt() {
        assertThat(ONE_NUMBER).allSatisfy(typed -> assertThat(ONE_NUMBER).as("typed " + typed)
                .allMatch(archived -> us.searchTerms(typed).matches(us.indexTerms(archived))));
    }

    @ParameterizedTest
    @CsvSource({"030 123456, 4930123456", "+49 (0)30 123456, 4930123456", "004930123456, 4930123456",
            "4930123456, 4930123456", "0015554430191, 15554430191", "+15554430191, 15554430191"})
    void readsNumbersOfARegionWithNationalPrefix(String dialled, String e164) {
        assertThat(germany.of(dialled).e164()).isEqualTo(e164);
    }

    @ParameterizedTest
    @CsvSource({"020 7946 0958, 442079460958", "+44 (0) 20 7946 0958, 442079460958", "2079460958, 442079460958",
            "15554430191, 15554430191", "4930123456, 4930123456"})
    void readsNumbersOfARegionWithClosedPlan(String dialled, String e164) {
        assertThat(britain.of(dialled).e164()).isEqualTo(e164);
    }

    @Test
    void splitsCountryAndNationalNumber() {
        assertThat(us.of("+44 (0) 20 7946 0958"))
                .isEqualTo(new CanonicalNumber("+4402079460958", "4402079460958", "442079460958", "2079460958",
                        Country.WRITTEN));
        assertThat(us.of("99901#15554430191")).isEqualTo(
                new CanonicalNumber("9990115554430191", "15554430191", "15554430191", "5554430191", Country.ASSUMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "sip:alice@15554430191.example.com", "sip:10.0.0.5", "10.0.0.5", "anonymous",
            "sip:@host", "<>", "+", "#", "%", "%2", "%zz1555443019", "1-800-FLOWERS", "12345x", "<sip:", ">1555<"})
    void takesOtherUsersForNoNumber(String user) {
        assertThat(us.of(user)).isEqualTo(CanonicalNumber.NONE);
        assertThat(us.indexTerms(user)).isEqualTo(new NumberTerms(List.of(), null));
        assertThat(us.searchTerms(user).isEmpty()).isTrue();
    }

    @Test
    void takesAFloodOfDigitsForNoNumber() {
        assertThat(us.of("1".repeat(41))).isEqualTo(CanonicalNumber.NONE);
        assertThat(us.of("1".repeat(100_000))).isEqualTo(CanonicalNumber.NONE);
    }

    @Test
    void keepsTheDigitsOfExtensionsAndUnknownCountries() {
        assertThat(us.of("sip:1001@pbx")).isEqualTo(new CanonicalNumber("1001", "1001", null, null, Country.UNKNOWN));
        assertThat(us.of("+99912345678").e164()).isEqualTo("99912345678");
        assertThat(us.of("+1001").e164()).isNull();
    }

    @Test
    void indexesCanonicalAndDialledForm() {
        assertThat(us.indexTerms("0015554430191").exact()).containsExactly("15554430191", "0015554430191");
        assertThat(us.indexTerms("99901#15554430191").exact()).containsExactly("15554430191", "9990115554430191");
        assertThat(us.indexTerms("9990115554430191"))
                .isEqualTo(new NumberTerms(List.of("9990115554430191"), "9990115554430191"));
        assertThat(us.indexTerms("+15554430191").open()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"+15554430191, 9990115554430191", "5554430191, 999015554430191", "9990115554430191, +15554430191",
            "4430191, +15554430191", "4430191, 0015554430191", "4430191, 4430191", "1001, sip:1001@pbx",
            "+4930123456, 9994930123456", "030123456, 99901030123456"})
    void matchesBehindPrefixesAndByLocalNumbers(String typed, String archived) {
        NumberNormalizer numbers = typed.startsWith("0") ? germany : us;
        assertThat(numbers.searchTerms(typed).matches(numbers.indexTerms(archived))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"+15554430191, +445554430191", "+445554430191, 5554430191", "+15554430191, +25554430191",
            "+15554430191, 15554430192", "+15554430191, 4430191", "5554430191, 445554430191", "1001, +15554431001",
            "1001, 91001", "0191, +15554430191", "443019, +1555443019", "+15554430191, 15554430191000",
            "5554430191, 55544301915", "+442079460958, 2079460958"})
    void leavesFalseFriendsAlone(String typed, String archived) {
        assertThat(us.searchTerms(typed).matches(us.indexTerms(archived))).isFalse();
        assertThat(us.searchTerms(archived).matches(us.indexTerms(typed))).as("the other way round")
                .isEqualTo(typed.equals("+15554430191") && archived.equals("4430191"));
    }

    @Test
    void findsTheSameInEveryRegionWhenTheCountryIsWritten() {
        assertThat(germany.searchTerms("+1 (555) 443-0191").matches(germany.indexTerms("15554430191"))).isTrue();
        assertThat(germany.searchTerms("15554430191").matches(germany.indexTerms("+15554430191"))).isTrue();
        assertThat(germany.searchTerms("+15554430191").matches(germany.indexTerms("5554430191"))).isFalse();
    }

    @Test
    void saysWhichNumbersWereGivenOut() {
        assertThat(us.isValid(us.of("+4930123456"))).isTrue();
        assertThat(us.isValid(us.of("+15554430191"))).isFalse();
        assertThat(us.isValid(us.of("1001"))).isFalse();
    }

    @Test
    void refusesARegionThatIsNone() {
        assertThatThrownBy(() -> new NumberNormalizer("ZZ")).isInstanceOf(ForensicException.class)
                .hasMessageContaining("'ZZ' is no ISO 3166 country code");
    }

    @Test
    void givesTheSameFromTheCacheAndAfterItWasOverrun() {
        CanonicalNumber first = us.of("+15554430191");
        for (int i = 0; i < 100_000; i++) {
            us.of("+1212" + (2_000_000 + i));
        }
        assertThat(us.of("+15554430191")).isEqualTo(first);
        assertThat(us.of("+12122000001").e164()).isEqualTo("12122000001");
    }

    @Test
    void neverThrowsOnWhatAStrangerSends() {
        long seed = 20260401L;
        Random random = new Random(seed);
        String signs = "0123456789+#*%<>@;:-() .sipx\u00e9\ud83d";
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(24);
            for (int k = 0; k < length; k++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String typed = text.toString();
            NumberTerms terms = us.indexTerms(typed);
            assertThat(us.searchTerms(typed).matches(terms)).as("seed %d, %s", seed, typed)
                    .isEqualTo(!terms.exact().isEmpty());
            assertThat(terms.exact()).as("seed %d, %s", seed, typed).allMatch(term -> term.matches("\\d+"));
        }
    }
}
