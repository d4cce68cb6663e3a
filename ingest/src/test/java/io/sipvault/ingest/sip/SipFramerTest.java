package io.sipvault.ingest.sip;

import static io.sipvault.ingest.sip.Messages.bytes;
import static io.sipvault.ingest.sip.Messages.invite;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.sip.SipFramer.Frame;
import io.sipvault.ingest.sip.SipFramer.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipFramerTest {
    private static Frame next(String text) {
        byte[] bytes = bytes(text);
        return SipFramer.next(bytes, 0, bytes.length);
    }

    @Test
    void cutsAStreamIntoItsMessages() {
        String second = invite("l : 3") + "abc";
        byte[] stream = bytes("\r\n\r\n" + Messages.inviteWithSdp() + second + "\r\n\r\n" + second + "\r\n\r\n");
        List<String> found = new ArrayList<>();
        int offset = 0;
        while (offset < stream.length) {
            Frame frame = SipFramer.next(stream, offset, stream.length);
            found.add(frame.kind() + " " + (frame.end() - frame.start()));
            offset = frame.end();
        }
        assertThat(found).containsExactly("COMPLETE " + Messages.inviteWithSdp().length(),
                "COMPLETE " + second.length(),
                "COMPLETE " + second.length(), "KEEP_ALIVE 4");
    }

    @Test
    void waitsForEveryByteOfAMessage() {
        byte[] bytes = bytes("xx" + Messages.inviteWithSdp());
        for (int limit = 2; limit < bytes.length; limit++) {
            Frame frame = SipFramer.next(bytes, 2, limit);
            assertThat(frame.kind()).as("%d of %d bytes", limit, bytes.length).isEqualTo(Kind.NEED_MORE);
            assertThat(frame.end()).isIn(-1, bytes.length);
        }
        assertThat(SipFramer.next(bytes, 2, bytes.length)).isEqualTo(
                new Frame(Kind.COMPLETE, 2, bytes.length, false));
    }

    @Test
    void agreesWithTheParserOnTheLength() {
        String text = invite("Content-Length: -4", "Content-Length: 4", "Content-Length: 9") + "0123456789";
        assertThat(next(text).end()).isEqualTo(Messages.parse(text).length());
    }

    @Test
    void takesNoBodyWithoutContentLengthAndSaysSo() {
        Frame frame = next(invite() + "v=0\r\n");
        assertThat(frame).isEqualTo(new Frame(Kind.COMPLETE, 0, invite().length(), true));
    }

    @Test
    void readsBareLineFeedsAndFoldedLengths() {
        String text = invite("Content-Length:", "  2").replace("\r\n", "\n") + "hi";
        assertThat(Messages.parse(text).length()).isEqualTo(text.length());
    }

    @Test
    void tellsKeepAlivesFromNothing() {
        assertThat(next("\r\n\r\n")).isEqualTo(new Frame(Kind.KEEP_ALIVE, 0, 4, false));
        assertThat(next("\r\n\r")).isEqualTo(new Frame(Kind.KEEP_ALIVE, 0, 2, false));
        assertThat(next("\r").kind()).isEqualTo(Kind.NEED_MORE);
        assertThat(next("").kind()).isEqualTo(Kind.NEED_MORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001binary", "HTTP/1.1 200 OK", "v=0\r\n", "a b c",
            "\r\n\r\nHello, world", "\rINVITE sip:a@b SIP/2.0\r\n"})
    void refusesWhatIsNoSip(String text) {
        assertThat(next(text).kind()).isEqualTo(Kind.NOT_SIP);
    }

    @Test
    void refusesAbsurdLengths() {
        assertThat(next(invite("Content-Length: 1048576")).kind()).isEqualTo(Kind.NEED_MORE);
        assertThat(next(invite("Content-Length: 1048577")).kind()).isEqualTo(Kind.NOT_SIP);
        assertThat(next(invite("Content-Length: 99999999999999999999")).kind()).isEqualTo(Kind.NOT_SIP);
        assertThat(next("INVITE sip:a@b SIP/2.0\r\n" + "X: y\r\n".repeat(20_000)).kind()).isEqualTo(Kind.NOT_SIP);
        assertThat(next("INVITE sip:" + "a".repeat(20_000)).kind()).isEqualTo(Kind.NOT_SIP);
    }

    @Test
    void findsTheFirstWholeHeaderSection() {
        String cut = "ash;tag=1\r\nCall-ID: x\r\nContent-Length: 0\r\n\r\n";
        byte[] stream = bytes(cut + invite());
        assertThat(SipFramer.findStart(stream, 0, stream.length)).isEqualTo(cut.length());
        assertThat(SipFramer.findStart(stream, cut.length(), stream.length)).isEqualTo(cut.length());
        assertThat(SipFramer.findStart(stream, cut.length() + 1, stream.length)).isEqualTo(-1);
        assertThat(SipFramer.findStart(stream, 0, stream.length - 1)).as("blank line is cut").isEqualTo(-1);
    }

    @Test
    void takesNoRestOfAMethodForAMethod() {
        byte[] stream = bytes("INVITE " + invite() + invite());
        assertThat(SipFramer.findStart(stream, 0, stream.length)).isEqualTo(7 + invite().length());
        assertThat(SipFramer.findStart(stream, 8, stream.length)).as("from NVITE").isEqualTo(7 + invite().length());
        assertThat(SipFramer.findStart(stream, 7, stream.length)).as("from INVITE").isEqualTo(7);
    }

    @Test
    void isNotFooledByAStartLineInABody() {
        String body = "SIP/2.0 200 OK\r\n";
        String notify = "tag=2\r\nContent-Type: message/sipfrag\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
        byte[] stream = bytes(notify + invite());
        assertThat(SipFramer.findStart(stream, 0, stream.length)).isEqualTo(notify.length());
        byte[] withHeader = bytes(body + "To: <sip:a@b>\r\n\r\n" + "text\r\n");
        assertThat(SipFramer.findStart(withHeader, 0, withHeader.length)).isEqualTo(-1);
    }

    @Test
    void findsStartsWithCompactAndFoldedHeaders() {
        String text = "BYE sip:a@b SIP/2.0\nv: SIP/2.0/UDP h\nf : <sip:a@b>\n ;tag=1\nT: <sip:b@c>\ni: 1\nCSEQ: 1 BYE\n\n";
        byte[] stream = bytes("noise\n" + text);
        assertThat(SipFramer.findStart(stream, 0, stream.length)).isEqualTo(6);
    }

    @Test
    void searchesManyStartLinesOnce() {
        byte[] stream = bytes("INVITE : SIP/2.0\n".repeat(50_000));
        assertThat(SipFramer.findStart(stream, 0, stream.length)).isEqualTo(-1);
        byte[] others = bytes("INVITE sip:a@b SIP/2.0\n".repeat(50_000));
        assertThat(SipFramer.findStart(others, 0, others.length)).isEqualTo(-1);
    }
}
