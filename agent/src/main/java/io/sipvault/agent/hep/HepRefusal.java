package io.sipvault.agent.hep;

/** Why something that was received is not kept. */
public enum HepRefusal {
    NOT_ALLOWED("its address is not in sipvault.agent.hep.allow"), //
    NO_KEY("it has no key, as versions 1 and 2 never have; sipvault.agent.hep.key-file asks for one"), //
    WRONG_KEY("its key is another than that of sipvault.agent.hep.key-file"), //
    TOO_FAST("it sends more than sipvault.agent.hep.rate packets a second"), //
    NOT_HEP("what it sends is no HEP"), //
    NOT_READABLE("its HEP cannot be read"), //
    TOO_LARGE(
            "the packet is over 65,507 bytes and does not fit into one of UDP: it is counted as dropped by the agent"),
    /** Counted, for a loop of forwarding agents is a mistake. */
    OWN("this agent itself sent it: does a collector send back what it gets?"), //
    CONNECTIONS("it has too many connections, see sipvault.agent.hep.connections and connections-per-sender"), //
    TLS("the TLS handshake failed");

    private final String text;

    HepRefusal(String text) {
        this.text = text;
    }

    /** In words, for a log. */
    @Override
    public String toString() {
        return text;
    }
}
