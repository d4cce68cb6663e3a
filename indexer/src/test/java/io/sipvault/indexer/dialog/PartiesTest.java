package io.sipvault.indexer.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartiesTest {
    @Test
    void namesCallerCalledAndDialledNumber() {
        Dialog dialog = SipScript.call().users("+15554430191", "020%20123").invite().fold();
        assertThat(dialog.fromUser()).isEqualTo("+15554430191");
        assertThat(dialog.toUser()).isEqualTo("020 123");
        assertThat(dialog.parties().requestUser()).isEqualTo("020 123");
        assertThat(dialog.parties().from().display()).isEqualTo("+15554430191");
        assertThat(dialog.parties().from().host()).isEqualTo("example.com");
        assertThat(dialog.parties().fromTag()).isEqualTo("caller-tag");
    }

    @Test
    void collectsNumbersWithTheHeaderThatNamesThem() {
        Dialog dialog = SipScript.call().with("P-Asserted-Identity: <sip:100@a.example>, <tel:+4930100>")
                .with("Diversion: \"x, y\" <sip:200@b.example>;reason=busy").with("Contact: <sip:alice@192.0.2.1>")
                .with("User-Agent: phone/1").invite().at(9).with("Server: pbx/2").ringing().fold();
        assertThat(dialog.numbers()).containsExactlyInAnyOrder(new NumberMention(NumberRole.REQUEST_URI, "bob"),
                new NumberMention(NumberRole.FROM, "alice"), new NumberMention(NumberRole.TO, "bob"),
                new NumberMention(NumberRole.P_ASSERTED_IDENTITY, "100"),
                new NumberMention(NumberRole.P_ASSERTED_IDENTITY, "+4930100"),
                new NumberMention(NumberRole.DIVERSION, "200"), new NumberMention(NumberRole.CONTACT, "alice"));
        assertThat(dialog.domains()).containsExactlyInAnyOrder("example.com", "a.example", "b.example");
        assertThat(dialog.userAgents()).containsExactly("phone/1", "pbx/2");
        assertThat(dialog.methods()).containsExactly("INVITE");
        assertThat(dialog.statuses()).containsExactly(180);
        assertThat(dialog.endpoints()).containsExactly(SipScript.CALLER, SipScript.CALLEE);
    }

    @Test
    void keepsReasonAndWarningOfTheFinalAnswer() {
        Dialog dialog = SipScript.call().invite().at(50).with("Reason: Q.850;cause=34;text=\"No circuit\"")
                .with("Warning: 399 gw \"trunk down\"").respond(503, "Service Unavailable").fold();
        assertThat(dialog.finalAnswer()).isEqualTo(new FinalAnswer(1, 503, "Service Unavailable",
                List.of("Q.850;cause=34;text=\"No circuit\""), List.of("399 gw \"trunk down\"")));
    }
}
