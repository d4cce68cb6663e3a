package io.sipvault.ingest.sdp;

import org.jspecify.annotations.Nullable;

/** Attributes that a session may give for all its media sections. */
final class SharedAttributes {
    private @Nullable Direction direction;
    private @Nullable String fingerprint;
    private boolean ice;

    void read(String name) {
        switch (name) {
            case "sendrecv" -> direction = Direction.SENDRECV;
            case "sendonly" -> direction = Direction.SENDONLY;
            case "recvonly" -> direction = Direction.RECVONLY;
            case "inactive" -> direction = Direction.INACTIVE;
            case "candidate", "ice-ufrag" -> ice = true;
            default -> {
            }
        }
    }

    void keepFingerprint(String name, String value) {
        if (fingerprint == null && name.equals("fingerprint")) {
            fingerprint = value;
        }
    }

    /** Its own, otherwise the session's, otherwise sendrecv (RFC 8866 6.7). */
    Direction direction(SharedAttributes session) {
        Direction inherited = session.direction == null ? Direction.SENDRECV : session.direction;
        return direction == null ? inherited : direction;
    }

    @Nullable
    String fingerprint(SharedAttributes session) {
        return fingerprint == null ? session.fingerprint : fingerprint;
    }

    boolean iceUsed(SharedAttributes session) {
        return ice || session.ice;
    }
}
