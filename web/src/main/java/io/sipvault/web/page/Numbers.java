package io.sipvault.web.page;

import io.sipvault.indexer.number.CanonicalNumber;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.web.text.Text;
import org.springframework.stereotype.Component;

/** How a party is named: as it was received, and in the canonical form where that differs. */
@Component
public final class Numbers {
    private final NumberNormalizer numbers;

    Numbers(NumberNormalizer numbers) {
        this.numbers = numbers;
    }

    /**
     * A party.
     *
     * @param user
     *            as received
     * @param name
     *            that it gave itself; may be empty
     * @param canonical
     *            what a hint says; empty when it would say the same
     */
    public record Party(String user, String name, String canonical) {}

    public Party party(String user, String display, String host) {
        CanonicalNumber number = numbers.of(user);
        String canonical = number.e164() == null ? "" : "+" + number.e164();
        String shown = user.isEmpty() ? host : user;
        return new Party(shown.isEmpty() ? "anonymous" : Text.line(shown), Text.line(display),
                canonical.equals(user) || canonical.isEmpty() ? "" : canonical + " in canonical form");
    }
}
