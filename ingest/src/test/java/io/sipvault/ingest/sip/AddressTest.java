package io.sipvault.ingest.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void readsEveryPieceOfASipUri() {
        SipUri uri = SipUri
                .parse("SIPS:+1555;npdi;rn=%2B1666:secret@[2001:db8::9]:5061;Transport=TLS;lr?Subject=a%20b&x=");
        assertThat(uri.scheme()).isEqualTo("sips");
        assertThat(uri.user()).isEqualTo("+1555");
        assertThat(uri.userParameters()).isEqualTo(Map.of("npdi", "", "rn", "%2B1666"));
        assertThat(uri.numberParameters()).containsKey("npdi");
        assertThat(uri.host()).isEqualTo("2001:db8::9");
        assertThat(uri.port()).isEqualTo(5061);
        assertThat(uri.parameters()).isEqualTo(Map.of("transport", "TLS", "lr", ""));
        assertThat(uri.parameter("TRANSPORT")).isEqualTo("TLS");
        assertThat(uri.headers()).isEqualTo(Map.of("Subject", "a%20b", "x", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sip:example.com|''|example.com|-1", "sip:a@192.0.2.1:5070|a|192.0.2.1|5070",
            "sip:user;par=u%40x@example.com|user|example.com|-1", "sip:sips%3Auser%40x@h|sips%3Auser%40x|h|-1",
            "sip:a?b/c,d@h:1;lr|a?b/c,d|h|1", "sip:a@h:99999|a|h|-1", "sip:a@h:|a|h|-1",
            "sip:2001:db8::1|''|2001:db8::1|-1",
            "192.0.2.1:5060|''|192.0.2.1|5060", "1234@h|1234|h|-1", "proxy.example:5060|''|proxy.example|5060",
            "sip:@h|''|h|-1", "sip:a@[2001:db8::1|a|[2001:db8::1|-1"})
    void readsUserHostAndPort(String text, String user, String host, int port) {
        SipUri uri = SipUri.parse(text);
        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.port()).isEqualTo(port);
        assertThat(uri.text()).isEqualTo(text);
    }

    @Test
    void readsTelephoneNumbers() {
        SipUri uri = SipUri.parse("tel:863-1234;phone-context=+1-914-555;npdi");
        assertThat(uri.user()).isEqualTo("863-1234");
        assertThat(uri.numberParameters()).containsEntry("phone-context", "+1-914-555").containsKey("npdi");
        assertThat(uri.host()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://www.example.com/a@b", "urn:service:sos", "isbn:2983792873",
            "soap.beep://192.0.2.103:3002",
            "name:John_Smith", "localhost:5060"})
    void keepsOtherSchemesOpaque(String text) {
        SipUri uri = SipUri.parse(text);
        assertThat(uri.scheme()).isEqualTo(text.substring(0, text.indexOf(':')));
        assertThat(uri.user()).isEmpty();
        assertThat(uri.host()).isEmpty();
        assertThat(uri.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"%2B15550100,+15550100", "I%20have%20spaces,I have spaces", "%75se%72,user", "100%,100%", "a%4,a%4",
            "%zz,%zz",
            "%D0%B4,\u0434", "%FC,\u00fc", "plain,plain"})
    void resolvesEscapesOfTheUser(String user, String decoded) {
        assertThat(SipUri.parse("sip:" + user + "@h").decodedUser()).isEqualTo(decoded);
    }

    @Test
    void keepsEscapedNulls() {
        assertThat(SipUri.parse("sip:a-%00-b@h").decodedUser()).isEqualTo("a-\0-b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "\"A. \\\"B\\\"\" <sip:a@b;x=1>;tag=2|A. \"B\"|sip:a@b;x=1|2",
            "Watson<sip:a@b>;tag=2|Watson|sip:a@b|2", "sip:a@b;tag=2|^^|sip:a@b|2",
            "sip:+1;npdi@h;tag=2|^^|sip:+1;npdi@h|2",
            "sip:a@b;tag=2@x|^^|sip:a@b|2@x", "sip:a;tag=2@x|^^|sip:a|2@x", "<sip:a@b|^^|sip:a@b|^^",
            "\"Mr. X <sip:a@b>;tag=2|Mr. X|sip:a@b|2", "\"a<b\" <sip:a@b>;TAG=\"2\"|a<b|sip:a@b|2",
            "\"\" <sip:a@b>|^^|sip:a@b|^^", "^^|^^|^^|^^", "*|^^|*|^^"})
    void readsNameAddresses(String text, String displayName, String uri, String tag) {
        NameAddress address = NameAddress.parse(text);
        assertThat(address.displayName()).isEqualTo(displayName);
        assertThat(address.uri().text()).isEqualTo(uri);
        assertThat(address.tag()).isEqualTo(tag);
        assertThat(address.isWildcard()).isEqualTo(text.equals("*"));
        assertThat(Messages.parse("SIP/2.0 200 OK\r\nFrom: " + text + "\r\n\r\n").fromTag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1|UDP|192.0.2.1|5060|z9hG4bK1",
            "SIP / 2.0 / tcp  host.example ; branch = z|TCP|host.example|-1|z",
            "SIP/2.0/WSS x.invalid|WSS|x.invalid|-1|''",
            "SIP/2.0/TLS [2001:db8::9]:5061;branch=b|TLS|2001:db8::9|5061|b",
            "SIP/2.0/UDP h : 5070;branch=b|UDP|h|5070|b", "garbage|''|''|-1|''", "SIP/2.0/UDP|UDP|''|-1|''"})
    void readsVias(String text, String transport, String host, int port, String branch) {
        Via via = Via.parse(text);
        assertThat(via.transport()).isEqualTo(transport);
        assertThat(via.host()).isEqualTo(host);
        assertThat(via.port()).isEqualTo(port);
        assertThat(via.branch()).isEqualTo(branch);
    }

    @Test
    void readsWhereAMessageReallyCameFrom() {
        Via via = Via.parse("SIP/2.0/UDP 10.0.0.1;rport=61234;received=192.0.2.7");
        assertThat(via.received()).isEqualTo("192.0.2.7");
        assertThat(via.rport()).isEqualTo(61234);
        assertThat(Via.parse("SIP/2.0/UDP h;rport;received=[2001:db8::9]").rport()).isEqualTo(-1);
        assertThat(Via.parse("SIP/2.0/UDP h;rport;received=[2001:db8::9]").received()).isEqualTo("2001:db8::9");
        assertThat(Via.parse("SIP/2.0/UDP h;received=2001:db8::9").received()).isEqualTo("2001:db8::9");
    }
}
