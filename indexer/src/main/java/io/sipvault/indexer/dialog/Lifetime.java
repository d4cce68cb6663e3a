package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sip.NameAddress;
import io.sipvault.ingest.sip.SipMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lifetimes in Expires headers and Contact parameters, RFC 3261 10.2.1.1 and 20.19. */
final class Lifetime {
    private static final int MAX_DIGITS = 10;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private Lifetime() {}

    /** Seconds of an Expires value, null when it is none. */
    static @Nullable Long seconds(@Nullable String text) {
        if (text == null || text.isBlank() || text.strip().length() > MAX_DIGITS) {
            return null;
        }
        String digits = text.strip();
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.valueOf(digits) : null;
    }

    static @Nullable Long ofHeader(SipMessage message) {
        return seconds(message.header("Expires"));
    }

    /** What a REGISTER asks for: the longest of its contacts, where a contact's own value overrides the header. */
    static @Nullable Long requested(SipMessage register) {
        Long header = ofHeader(register);
        List<NameAddress> contacts = register.contacts();
        if (contacts.stream().anyMatch(NameAddress::isWildcard)) {
            return 0L;
        }
        Long longest = contacts.isEmpty() ? header : null;
        for (NameAddress contact : contacts) {
            longest = longer(longest, orElse(ofContact(contact), header));
        }
        return longest;
    }

    /** What a 200 grants to the contacts that the request named. A registrar may list those of other devices too. */
    static @Nullable Long granted(SipMessage ok, @Nullable SipMessage register) {
        List<NameAddress> all = ok.contacts();
        List<NameAddress> own = register == null ? all : all.stream().filter(c -> isNamed(c, register)).toList();
        Long longest = null;
        for (NameAddress contact : own.isEmpty() ? all : own) {
            longest = longer(longest, ofContact(contact));
        }
        return orElse(longest, ofHeader(ok));
    }

    private static boolean isNamed(NameAddress contact, SipMessage register) {
        return register.contacts().stream().anyMatch(named -> isSameAddress(named, contact));
    }

    private static boolean isSameAddress(NameAddress a, NameAddress b) {
        return a.uri().user().equals(b.uri().user()) && a.uri().host().equalsIgnoreCase(b.uri().host())
                && a.uri().port() == b.uri().port();
    }

    private static @Nullable Long ofContact(NameAddress contact) {
        return seconds(contact.parameters().get("expires"));
    }

    private static @Nullable Long longer(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : Long.valueOf(Math.max(a, b));
    }

    static @Nullable Long orElse(@Nullable Long value, @Nullable Long otherwise) {
        return value == null ? otherwise : value;
    }

    static long endNs(long fromNs, long seconds) {
        return fromNs + seconds * NS_PER_SECOND;
    }
}
