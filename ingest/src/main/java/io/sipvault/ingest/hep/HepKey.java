package io.sipvault.ingest.hep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The password that a sender proves itself with. It can be compared and never printed. */
public final class HepKey {
    static final HepKey NONE = new HepKey(new byte[0]);

    private final byte[] key;

    HepKey(byte[] key) {
        this.key = key;
    }

    public boolean isPresent() {
        return key.length > 0;
    }

    /** Takes as long for a wrong key as for a right one. */
    public boolean is(String expected) {
        return MessageDigest.isEqual(key, expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return isPresent() ? "(not shown)" : "(none)";
    }
}
