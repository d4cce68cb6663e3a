package io.sipvault.indexer.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The closed sets of values that some fields take. To add a value, add its line here: parser, suggestions and help read
 * these sets.
 */
public final class Vocabulary {
    /** States of a dialog, as they are shown. */
    public static final Vocabulary STATES = new Vocabulary().add("Trying", "request sent, no answer but 100")
            .add("Ringing", "a provisional answer").add("InCall", "answered, not ended")
            .add("Completed", "ended by BYE")
            .add("Failed", "a final failure").add("Cancelled", "given up before the answer", "Canceled")
            .add("Redirected", "a 3xx answer").add("Registered", "a registration in force")
            .add("Expired", "a registration removed or run out").add("Pending", "a subscription not yet decided")
            .add("Active", "a subscription in force").add("Terminated", "a subscription ended")
            .add("Transferring", "a REFER under way");

    /** Codes of the diagnoses. */
    public static final Vocabulary PROBLEMS = new Vocabulary()
            .add("no_ack", "answered, but never acknowledged")
            .add("no_media", "answered, but no RTP")
            .add("one_way_audio", "RTP in one direction only")
            .add("final_failure", "ended by a final failure")
            .add("auth_loop", "challenged again and again without a 2xx")
            .add("registration_rejected", "a registration was refused")
            .add("icmp_unreachable", "ICMP: a packet could not be delivered")
            .add("no_final_answer", "no final answer")
            .add("no_response", "no answer of any kind")
            .add("retransmissions", "sent again without an answer")
            .add("bye_rejected", "BYE answered by a failure")
            .add("nat_mismatch", "SDP address differs from the source of RTP")
            .add("private_address", "a private address in SDP")
            .add("late_media", "RTP began late after the answer")
            .add("loss", "packet loss")
            .add("burst_loss", "packet loss in bursts")
            .add("jitter", "jitter")
            .add("low_mos", "a poor score")
            .add("codec_mismatch", "the directions use different codecs")
            .add("payload_type_mismatch", "a payload type that was not negotiated")
            .add("ptime_mismatch", "the directions use different packet times")
            .add("slow_pdd", "long post-dial delay")
            .add("abandoned", "given up by the caller")
            .add("registration_shortened", "granted for less than was asked")
            .add("end_not_seen", "ended without a message that says so")
            .add("transfer", "transferred by REFER")
            .add("hold", "held and resumed")
            .add("t38_refused", "a switch to T.38 fax was refused")
            .add("t38_switch", "switched to T.38 fax");

    /** Evidence that a call may have. */
    public static final Vocabulary EVIDENCE = new Vocabulary().add("rtp", "RTP streams").add("logs", "log lines", "log")
            .add("pcap", "packets that are still archived").add("dtmf", "DTMF digits");

    /** Methods with a registered name; others are possible in quotes. */
    public static final Vocabulary METHODS = methods();

    private final Map<String, String> sentences = new LinkedHashMap<>();
    private final Map<String, String> canonicalByLowerCase = new LinkedHashMap<>();

    private Vocabulary() {}

    private static Vocabulary methods() {
        Vocabulary methods = new Vocabulary();
        for (String method : List.of("INVITE", "REGISTER", "SUBSCRIBE", "OPTIONS", "MESSAGE", "NOTIFY", "PUBLISH",
                "REFER", "BYE", "CANCEL", "ACK", "PRACK", "UPDATE", "INFO")) {
            methods.add(method, "");
        }
        return methods;
    }

    private Vocabulary add(String canonical, String sentence, String... aliases) {
        sentences.put(canonical, sentence);
        canonicalByLowerCase.put(canonical.toLowerCase(Locale.ROOT), canonical);
        for (String alias : aliases) {
            canonicalByLowerCase.put(alias.toLowerCase(Locale.ROOT), canonical);
        }
        return this;
    }

    /** The canonical spelling of a value in any case, or null when it is not of this set; {@code -} counts as {@code _}. */
    public @Nullable String find(String value) {
        return canonicalByLowerCase.get(value.toLowerCase(Locale.ROOT).replace('-', '_'));
    }

    /** All values in their canonical spelling. */
    public Set<String> values() {
        return Collections.unmodifiableSet(sentences.keySet());
    }

    /** What a value means; empty for a value that explains itself or is unknown. */
    public String sentence(String canonical) {
        return sentences.getOrDefault(canonical, "");
    }
}
