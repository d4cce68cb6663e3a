package io.sipvault.ingest.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyPartTest {
    private static SipMessage withBody(String contentType, String body) {
        return Messages.parse(Messages.invite("Content-Type: " + contentType,
                "Content-Length: " + Messages.bytes(body).length) + body);
    }

    private static String part(String contentType, String body) {
        return "Content-Type: " + contentType + "\r\n\r\n" + body + "\r\n";
    }

    @Test
    void findsSdpBesideOtherParts() {
        String body = "preamble\r\n--b1\r\n" + part("application/sdp", Messages.SDP) + "--b1 \r\n"
                + "Content-Disposition: recording-session\r\n" + part("application/rs-metadata+xml", "<x/>")
                + "--b1--\r\nepilogue";
        SipMessage message = withBody("multipart/mixed;boundary=b1", body);
        assertThat(message.bodyParts()).extracting(BodyPart::mediaType).containsExactly("application/sdp",
                "application/rs-metadata+xml");
        assertThat(message.bodyParts().getLast().disposition()).isEqualTo("recording-session");
        assertThat(message.bodyParts().getLast().text()).isEqualTo("<x/>");
        assertThat(message.sdp()).isNotNull().extracting(BodyPart::text).isEqualTo(Messages.SDP);
    }

    @Test
    void opensNestedParts() {
        String inner = "--in\r\n" + part("text/plain", "hello") + "--in\r\n" + part("Application/SDP; x=1", "v=0")
                + "--in--\r\n";
        String body = "--out\r\n" + part("multipart/alternative; boundary=\"in\"", inner) + "--out\r\n"
                + part("image/png", "png") + "--out--";
        assertThat(withBody("Multipart/Related; boundary=out", body).bodyParts()).extracting(BodyPart::text)
                .containsExactly("hello", "v=0", "png");
    }

    @Test
    void stopsAtFourLevels() {
        String body = part("text/plain", "deep");
        for (int level = 0; level < 20; level++) {
            body = part("multipart/mixed;boundary=b" + level, "--b" + level + "\r\n" + body + "--b" + level + "--\r\n");
        }
        String whole = "--top\r\n" + body + "--top--\r\n";
        assertThat(withBody("multipart/mixed;boundary=top", whole).bodyParts()).singleElement()
                .extracting(BodyPart::contentType).isEqualTo("multipart/mixed;boundary=b16");
    }

    @Test
    void keepsAtMost64Parts() {
        String body = ("--b\r\n" + part("text/plain", "x")).repeat(200) + "--b--";
        assertThat(withBody("multipart/mixed;boundary=b", body).bodyParts()).hasSize(64);
    }

    @Test
    void keepsBinaryPartsByteForByte() {
        String binary = "\0\r\n\r\r\n\n\u00ff-";
        BodyPart part = withBody("multipart/signed;boundary=b", "--b\n\n" + binary + "\r\n--b--").bodyParts()
                .getFirst();
        assertThat(part.bytes()).isEqualTo(Messages.bytes(binary));
        assertThat(part.contentType()).isEmpty();
    }

    @Test
    void givesABodyWithoutItsBoundaryWhole() {
        assertThat(withBody("multipart/mixed;boundary=b", "no parts").bodyParts()).singleElement()
                .extracting(BodyPart::text).isEqualTo("no parts");
        assertThat(withBody("multipart/mixed", "--b\r\n\r\nx").bodyParts()).hasSize(1);
        assertThat(withBody("multipart/mixed;boundary=b", "--b\r\n").bodyParts()).singleElement()
                .extracting(BodyPart::length).isEqualTo(0);
    }

    @Test
    void recognizesSdpWithoutATypeByItsFirstLine() {
        assertThat(Messages.parse(Messages.invite() + "v=0\r\n").sdp()).isNotNull();
        assertThat(Messages.parse(Messages.invite() + "hello").sdp()).isNull();
        assertThat(withBody("text/plain", "v=0\r\n").sdp()).isNull();
    }
}
