package io.sipvault.agent.config;

import java.util.Arrays;
import java.util.Locale;

/** What may be set, by its name in the file; the environment names it in capitals with {@code _}. */
enum AgentSetting {
    NAME("name", null, "letters, digits, . _ and -, not beginning with import, such as proxy-1"),
    INTERFACES("interfaces", null, "names of interfaces, each once, such as eth0,eth1, or any alone"),
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
    DURABLE_EVERY("durable-every", "PT1S", "a duration such as PT1S, at most a minute");

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
