package io.sipvault.ingest.transport;

/** What carried a message, in the words of a Via header (RFC 3261 20.42). */
public enum Transport {
    UDP(1), TCP(2), TLS(3), SCTP(4), WS(5), WSS(6);

    private static final Transport[] VALUES = values();

    private final int code;

    Transport(int code) {
        this.code = code;
    }

    /** The byte in fragment files. */
    public int code() {
        return code;
    }

    /** The transport of a code; UDP for one that is unknown. */
    public static Transport ofCode(int code) {
        for (Transport transport : VALUES) {
            if (transport.code == code) {
                return transport;
            }
        }
        return UDP;
    }
}
