package io.sipvault.indexer.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.sipvault.indexer.call.LinkKey.ChargingVector;
import io.sipvault.indexer.call.LinkKey.ConfiguredHeader;
import io.sipvault.indexer.call.LinkKey.Replaces;
import io.sipvault.indexer.call.LinkKey.SameCallId;
import io.sipvault.indexer.call.LinkKey.SessionId;
import io.sipvault.indexer.call.LinkKeys.HeaderRule;
import io.sipvault.ingest.sip.SipMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkKeysTest {
    private static final String A = "ab30317f1a784dc48ff824d0d3715d86";
    private static final String B = "47755a9de7794ba387653f2099600ef2";

    private final LinkKeys keys = new LinkKeys(List.of(HeaderRule.whole("X-CID"),
            new HeaderRule("X-Leg", Pattern.compile("call=([^;]+)"))));

    @Test
    void readsBothHalvesOfASessionId() {
        assertThat(of("Session-ID: " + A + ";remote=" + B)).containsExactly(new SessionId(A), new SessionId(B));
        assertThat(of("Session-ID: " + B + " ; remote=" + A)).containsExactly(new SessionId(B), new SessionId(A));
        assertThat(of("session-id: AB30317F-1A78-4DC4-8FF8-24D0D3715D86")).containsExactly(new SessionId(A));
    }

    @Test
    void takesTheNilUuidForNoKey() {
        assertThat(of("Session-ID: " + A + ";remote=" + "0".repeat(32))).containsExactly(new SessionId(A));
        assertThat(of("Session-ID: " + "0".repeat(32) + ";remote=" + B)).containsExactly(new SessionId(B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Session-ID: ab30", "Session-ID: ;remote=", "Replaces: ;to-tag=1;from-tag=2",
            "P-Charging-Vector: icid-value=\"\"", "P-Charging-Vector: orig-ioi=x", "X-CID:  ", "X-Leg: leg=5",
            "Refer-To: <sip:bob@example.com>", "Refer-To: <sip:bob@example.com?Replaces=%zz>"})
    void takesEmptyAndBrokenHeadersForNoKey(String header) {
        assertThat(of(header)).isEmpty();
    }

    @Test
    void readsTheDialogThatIsReplaced() {
        assertThat(of("Replaces: 425928@bobster.example.org;to-tag=7743;from-tag=6472"))
                .containsExactly(new Replaces("Replaces", "425928@bobster.example.org"));
        assertThat(of("Replaces: 1;2@host ;from-tag=6472;to-tag=7743;early-only"))
                .containsExactly(new Replaces("Replaces", "1;2@host"));
        assertThat(of("Join: 12@host;to-tag=1;from-tag=2")).containsExactly(new Replaces("Join", "12@host"));
        assertThat(of("Refer-To: <sip:c@example.com?Replaces=a+b%40host%3Bto-tag%3D1%3Bfrom-tag%3D2&Require=replaces>"))
                .containsExactly(new Replaces("Refer-To", "a+b@host"));
    }

    @Test
    void readsChargingVectorAndConfiguredHeaders() {
        assertThat(of("P-Charging-Vector: icid-value=\"AyretyU0;dm\";orig-ioi=home1.net"))
                .containsExactly(new ChargingVector("AyretyU0;dm"));
        assertThat(of("P-Charging-Vector: orig-ioi=a; icid-value=1234bc;x=1"))
                .containsExactly(new ChargingVector("1234bc"));
        assertThat(of("X-CID: abc@host\r\nx-leg: leg=5;call=77;x")).containsExactly(
                new ConfiguredHeader("X-CID", "abc@host"), new ConfiguredHeader("X-Leg", "77"));
    }

    @Test
    void leavesValuesAloneThatAreTooLongToBeIdentifiers() {
        assertThat(of("X-CID: " + "a".repeat(513))).isEmpty();
        assertThat(of("X-CID: " + "a".repeat(512))).hasSize(1);
    }

    private List<LinkKey> of(String headers) {
        String text = "INVITE sip:bob@example.com SIP/2.0\r\nCall-ID: own@host\r\n" + headers + "\r\n\r\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Set<LinkKey> found = keys.of(SipMessage.parse(bytes, 0, bytes.length));
        assertThat(found).first().isEqualTo(new SameCallId("own@host"));
        return found.stream().skip(1).toList();
    }
}
