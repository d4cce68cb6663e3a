package io.sipvault.agent.config;

import java.util.Arrays;
import java.util.Locale;

/** What may be set, by its name in the file; the environment names it in capitals with {@code _}. */
enum AgentSetting {
    NAME("name", null, "letters, digits, . _ and -, not beginning with import, such as proxy-1"),
    INTERFACES("interfaces", "", "names of interfaces, each once, such as eth0,eth1, or any alone"),
    FILTER("filter", "", "a filter as in pcap-filter(7), such as udp or tcp port 5060"),
    SNAP_LENGTH("snap-length", "65535", "bytes of a packet, 256 to 262144"),
    BUFFER("buffer", "16MB", "a size such as 16MB, 1MB to 512MB"),
    MEDIA("media", "whole", "whole, headers or none"),
    MEDIA_AT("media-at", "announced", "announced: only at endpoints that SDP named; any: whatever looks like RTP"),
    DATA("data", "/var/lib/sipvault-agent", "a folder"),
    SPOOL_LIMIT("spool-limit", "4GB", "a size such as 4GB, at least 128MB"),
    CHUNK_SIZE("chunk-size", "64MB", "a size, 1MB to 64MB"),
    ROLL_SIP("roll.sip", "PT30S", "a duration such as PT30S, a second to a day"),
    ROLL_RTP("roll.rtp", "PT60S", "a duration such as PT60S, a second to a day"),
    ROLL_LOG("roll.log", "PT30S", "a duration such as PT30S, a second to a day"),
    LOGS("logs", "",
            "paths of log files, with wildcards if need be, such as /var/log/kamailio.log,/var/log/asterisk/*"),
    LOGS_OLDER("logs.older", "P7D", "a duration such as P7D or PT0S, at most P60D"),
    LOGS_ZONE("logs.zone", "", "a time zone such as Europe/Prague or UTC"),
    LOGS_TIME("logs.time", "", "a pattern such as dd/MM/yyyy HH:mm:ss.SSS"),
    LOGS_JOURNAL("logs.journal", "", "the path of a named pipe"),
    REDACT_USUAL("redact-usual", "yes", "yes or no"),
    CENTER("center", "", "the address of the server, such as https://vault.example.net"),
    CENTER_TOKEN_FILE("center-token-file", "", "a file that holds the token that the server issued for this agent"),
    CENTER_CERTIFICATE("center-certificate", "",
            "a file of certificates in PEM, or the SHA-256 of the server's certificate in 64 hexadecimal digits"),
    DURABLE_EVERY("durable-every", "PT1S", "a duration such as PT1S, at most a minute"),
    HEP_LISTEN("hep.listen", "", "addresses such as udp:0.0.0.0:9060,tls:[::]:9061, by udp, tcp or tls"),
    HEP_ALLOW("hep.allow", "", "networks such as 10.0.0.0/8,2001:db8::/32, or any alone"),
    HEP_KEY_FILE("hep.key-file", "", "a file that holds the senders' key"),
    HEP_TLS_CERTIFICATE("hep.tls-certificate", "", "a file with the certificate in PEM"),
    HEP_TLS_KEY("hep.tls-key", "", "a file with its key in PEM, PKCS#8"),
    HEP_RATE("hep.rate", "20000", "packets a second of one sender, 1 to 10000000"),
    HEP_CONNECTIONS("hep.connections", "256", "a number, 1 to 4096"),
    HEP_CONNECTIONS_PER_SENDER("hep.connections-per-sender", "16", "a number, 1 to 4096"),
    HEP_IDLE("hep.idle", "PT1H", "a duration such as PT1H, a second to a week"),
    HEP_BUFFER("hep.buffer", "4MB", "a size such as 4MB, 64KB to 1GB"),
    HEP_FORWARD("hep.forward", "", "a collector such as udp:collector:9060, by udp, tcp or tls"),
    HEP_FORWARD_AS("hep.forward-as", "captured", "captured: HEP as it came; hep3: all as version 3"),
    HEP_FORWARD_KEY_FILE("hep.forward-key-file", "", "a file that holds the key of the collector"),
    HEP_FORWARD_ID("hep.forward-id", "0", "a number, 0 to 4294967295"),
    HEP_FORWARD_TRUST("hep.forward-trust", "", "a file with certificates in PEM"),
    COMMAND_LISTEN("command.listen", "", "an address and a port such as 127.0.0.1:9080 or [::1]:9080"),
    COMMAND_TOKEN_FILE("command.token-file", "", "a file that holds a token of at least 16 characters"),
    COMMAND_TLS_CERTIFICATE("command.tls-certificate", "", "a file with the certificate in PEM"),
    COMMAND_TLS_KEY("command.tls-key", "", "a file with its key in PEM, PKCS#8"),
    COMMAND_ALLOW_PLAIN("command.allow-plain", "no", "yes or no"),
    COMMAND_FROM_CENTER("command.from-center", "no", "yes or no");

    private static final String PREFIX = "sipvault.agent.";
    /** Begins settings of any number, each with a pattern of what is taken out of logs. */
    static final String REDACT = PREFIX + "redact.";

    private final String word;
    /** Null of what has to be set. */
    final @org.jspecify.annotations.Nullable String usual;
    /** How it goes, for messages. */
    final String form;

    AgentSetting(String word, @org.jspecify.annotations.Nullable String usual, String form) {
        this.word = word;
        this.usual = usual;
        this.form = form;
    }

    String property() {
        return PREFIX + word;
    }

    String variable() {
        return property().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    static boolean isKnown(String property) {
        return property.startsWith(REDACT)
                || Arrays.stream(values()).anyMatch(setting -> setting.property().equals(property));
    }

    /** Whether a name belongs to the agent, even if nothing has it. */
    static boolean isOfAgent(String property) {
        return property.startsWith(PREFIX);
    }
}
