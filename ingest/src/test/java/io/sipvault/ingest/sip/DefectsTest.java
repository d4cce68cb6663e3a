package io.sipvault.ingest.sip;

import static io.sipvault.ingest.sip.Messages.invite;
import static io.sipvault.ingest.sip.Messages.parse;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of RFC 4475, each written anew. */
class DefectsTest {
    private static final String START = "INVITE sip:bob@biloxi.example SIP/2.0";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "INVITE <sip:bob@biloxi.example> SIP/2.0|Request-URI in angle brackets",
            "INVITE sip:bob@biloxi.example; lr SIP/2.0|spaces in the Request-URI",
            "INVITE  sip:bob@biloxi.example SIP/2.0|more than one space in the start line",
            "INVITE sip:bob@biloxi.example  SIP/2.0|more than one space in the start line",
            "^INVITE sip:bob@biloxi.example SIP/2.0  ^|spaces at the end of the start line",
            "INVITE sip:bob@biloxi.example SIP/7.0|version SIP/7.0 is not SIP/2.0",
            "INVITE sip:bob@biloxi.example?Route=%3Csip:x%3E SIP/2.0|Request-URI with headers",
            "INVITE sip:2001:db8::10 SIP/2.0|Request-URI: IPv6 address without brackets",
            "INVITE sip:b@[2001:db8:::1] SIP/2.0|Request-URI: three colons in an IPv6 address",
            "NEWMETHOD sip:bob@biloxi.example SIP/2.0|CSeq method INVITE differs from the request's NEWMETHOD",
            "SIP/2.0 4294967301 large|status code 4294967301 is not between 100 and 699",
            "SIP/2.0 700 unknown|status code 700 is not between 100 and 699"})
    void namesWhatIsWrongWithAStartLine(String startLine, String defect) {
        SipMessage message = parse(invite().replace(START, startLine));
        assertThat(message.hasStartLine()).isTrue();
        assertThat(message.defects()).containsExactly(defect);
        assertThat(message.callId()).isEqualTo("a84b4c76e66710@atlanta.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "Via: SIP/2.0/UDP 192.0.2.15;;branch=z|Via: empty parameter",
            "Via: SIP/2.0/UDP 192.0.2.15;branch=z,,|Via: empty value",
            "Contact: ^\"Joe\" <sip:joe@h>;;^|Contact: empty parameter",
            "Contact: sip:joe@h?Route=%3Csip:h%3E|Contact: URI with a question mark outside angle brackets",
            "Contact: < sip:joe@h >|Contact: spaces in the URI",
            "Contact: <sip:joe@h|Contact: angle bracket without its end",
            "Contact: Bell, Alexander <sip:a@h>|Contact: URI without a scheme",
            "Refer-To: Bell, Alexander <sip:a@h>|Refer-To: display name that is neither quoted nor made of tokens",
            "Refer-To: \"Mr. X <sip:a@h>|Refer-To: unterminated quoted string",
            "Date: Fri, 01 Jan 2010 16:00:00 EST|Date Fri, 01 Jan 2010 16:00:00 EST is not in GMT",
            "Expires: 10000000000|Expires 10000000000 exceeds 4294967295",
            "Contact: <sip:a@h>;expires=280297596632815|Expires 280297596632815 exceeds 4294967295",
            "Retry-After: 99999999999999999999999|Retry-After 99999999999999999999999 exceeds 4294967295",
            "Warning: 1812 overture \"In Progress\"|Warning 1812 overture \"In Progress\" has no code of three digits",
            "Content-Length: -999|Content-Length -999 is no number",
            "Content-Length: 9999|Content-Length 9999 exceeds the 0 bytes that follow",
            "Content-Length: 99999999999999999999|Content-Length 99999999999999999999 exceeds the 0 bytes that follow",
            "CSeq: 314159 INVITE|CSeq appears more than once", "t: <sip:other@h>|To appears more than once",
            "no colon here|1 header lines without a name and a colon",
            "two words: x|header name two words is no token"})
    void namesWhatIsWrongWithAHeader(String line, String defect) {
        assertThat(parse(invite(line)).defects()).contains(defect);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Max-Forwards: 70|Max-Forwards: 300|Max-Forwards 300 exceeds 255",
            "CSeq: 314159 INVITE|CSeq: 36893488147419103232 INVITE|CSeq 36893488147419103232 exceeds 2147483647",
            "CSeq: 314159 INVITE|CSeq: INVITE|CSeq INVITE does not begin with a number",
            "CSeq: 314159 INVITE|CSeq: 5|CSeq without a method",
            "CSeq: 314159 INVITE|CSeq: 8 OPTIONS|CSeq method OPTIONS differs from the request's INVITE"})
    void namesScalarsOutOfRange(String line, String instead, String defect) {
        assertThat(parse(invite().replace(line, instead)).defects()).containsExactly(defect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
    void namesRequiredHeadersThatAreMissing(String name) {
        assertThat(parse(invite().replace(name + ":", "X-" + name + ":")).defects()).containsExactly(
                name + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <sip:cal%6Cer@h;%6C%72;n%61me=v%61lue%25%34%31>", "Contact: *",
            "Contact: <sip:user@h?Route=%3Csip:h%3E>", "Contact: sip:+15555550100@gw;unknownparam",
            "Contact: <name:John_Smith>", "m:\"Quoted \\\"\\\"\" <sip:j@h> ; p =\r\n  v ; q = 0.33",
            "Via: SIP/2.0/UNKNOWN h",
            "UnknownHeader: ;;,,;;,;", "s :", "Date: Sat, 13 Nov 2010 23:29:00 GMT", "Retry-After: 18000;duration=3600",
            "Refer-To: token1~` token2'+_ token3*%!.- <sip:m@h>;p''~=\"\u0434\u0430\"", "Refer-To: caller<sip:c@h>",
            "Authorization: NoOneKnowsThisScheme opaque-data=here", "Content-Length:0"})
    void findsNothingWrongWithWhatIsOnlyUnusual(String line) {
        assertThat(parse(invite(line)).defects()).isEmpty();
    }

    @Test
    void acceptsMessagesOfTheOldStandard() {
        SipMessage message = parse(Messages.lines("INVITE sip:UserB@example.com SIP/2.0", "Via: SIP/2.0/UDP gw.example",
                "From: <sip:+15555550111@gw.example;user=phone>", "To: sip:+15555550122@ss1.example;user=phone",
                "Call-ID: 1@gw", "CSeq: 56 INVITE", "Content-Type: application/sdp", "", "v=0"));
        assertThat(message.defects()).isEmpty();
        assertThat(message.topBranch()).isEmpty();
        assertThat(message.to()).isNotNull().extracting(NameAddress::parameters).asString().contains("user=phone");
    }

    @Test
    void namesAnEndThatIsMissing() {
        assertThat(parse(invite().substring(0, invite().length() - 2)).defects())
                .containsExactly("no blank line ends the headers");
    }

    @Test
    void saysThatThereIsNoStartLine() {
        SipMessage message = parse("Hello\r\nWorld: 1\r\n\r\n");
        assertThat(message.isRequest()).isFalse();
        assertThat(message.method()).isEmpty();
        assertThat(message.statusCode()).isZero();
        assertThat(message.defects()).contains("no SIP start line");
        assertThat(parse("").defects()).contains("no SIP start line");
    }

    @Test
    void takesTheFirstContentLengthThatIsANumber() {
        SipMessage message = parse(invite("Content-Length: -1", "Content-Length: 5", "l: 13") + "0123456789abcdef");
        assertThat(message.bodyLength()).isEqualTo(5);
        assertThat(message.defects()).containsExactly("Content-Length appears more than once");
    }

    @Test
    void boundsTheNumberOfDefects() {
        String[] lines = new String[100];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "Date: never " + i;
        }
        assertThat(parse(invite(lines)).defects()).hasSize(32);
    }
}
