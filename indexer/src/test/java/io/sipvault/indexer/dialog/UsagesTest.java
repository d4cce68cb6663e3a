package io.sipvault.indexer.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.sip.SipMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsagesTest {
    private static UsageKind kind(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return UsageKind.of(SipMessage.parse(bytes, 0, bytes.length));
    }

    private static UsageKind ofRequest(String method) {
        return kind(method + " sip:a@b SIP/2.0\r\nCSeq: 7 " + method + "\r\n\r\n");
    }

    private static UsageKind ofResponse(String method) {
        return kind("SIP/2.0 200 OK\r\nCSeq: 7 " + method + "\r\n\r\n");
    }

    private static SipScript subscribed() {
        return SipScript.call().with("Event: presence").with("Expires: 600").request("SUBSCRIBE", false);
    }

    private static SipScript notified(SipScript script, String state) {
        return script.fromCallee().with("Event: presence").with("Subscription-State: " + state)
                .request("NOTIFY", true);
    }

    @Test
    void putsEveryMessageOfACallIntoOneKind() {
        for (String method : List.of("INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO", "REFER")) {
            assertThat(ofRequest(method)).as(method).isEqualTo(UsageKind.INVITE);
            assertThat(ofResponse(method)).as(method).isEqualTo(UsageKind.INVITE);
        }
    }

    @Test
    void keepsOtherMethodsApart() {
        assertThat(ofResponse("REGISTER")).isEqualTo(UsageKind.REGISTER);
        assertThat(ofRequest("SUBSCRIBE")).isEqualTo(UsageKind.SUBSCRIBE);
        assertThat(ofResponse("OPTIONS")).isEqualTo(UsageKind.OPTIONS);
        assertThat(ofRequest("MESSAGE")).isEqualTo(UsageKind.MESSAGE);
        assertThat(ofRequest("PUBLISH")).isEqualTo(UsageKind.PUBLISH);
        assertThat(ofRequest("FOO")).isEqualTo(UsageKind.OTHER);
        assertThat(ofRequest("invite")).isEqualTo(UsageKind.OTHER);
        assertThat(kind("")).isEqualTo(UsageKind.OTHER);
    }

    @Test
    void putsTheNotifyOfATransferIntoTheCall() {
        assertThat(kind("NOTIFY sip:a@b SIP/2.0\r\nCSeq: 7 NOTIFY\r\no: refer;id=93\r\n\r\n"))
                .isEqualTo(UsageKind.INVITE);
        assertThat(ofRequest("NOTIFY")).isEqualTo(UsageKind.SUBSCRIBE);
        assertThat(ofResponse("NOTIFY")).isEqualTo(UsageKind.SUBSCRIBE);
    }

    @Test
    void putsTheResponseToANotifyWhereItsRequestWent() {
        SipScript script = SipScript.call().invite().ok("INVITE").ack().at(10).refer("sip:carol@example.com").at(20)
                .ok().at(30).fromCallee().notifyTransfer("terminated", "SIP/2.0 200 OK").at(40).ok();
        List<Dialog> dialogs = DialogFolder.foldAll("call", script.messages(), 0);
        assertThat(dialogs).singleElement().satisfies(call -> assertThat(call.messageCount()).isEqualTo(7));
    }

    @Test
    void makesTwoEntriesOfARegisterAndAnInviteUnderOneCallId() {
        List<Dialog> dialogs = DialogFolder.foldAll("call",
                SipScript.call().register("<sip:a@b>").at(5).ok().at(10).invite().at(20).ringing().messages(), 0);
        assertThat(dialogs).extracting(Dialog::kind).containsExactly(UsageKind.INVITE, UsageKind.REGISTER);
        assertThat(dialogs).extracting(Dialog::state).containsExactly(DialogState.RINGING, DialogState.REGISTERED);
        assertThat(dialogs).extracting(Dialog::messageCount).containsExactly(2, 2);
    }

    @Test
    void followsASubscriptionByItsNotifies() {
        assertThat(subscribed().fold().state()).isEqualTo(DialogState.TRYING);
        SipScript script = subscribed().at(5).respond(202, "Accepted");
        assertThat(script.fold().state()).isEqualTo(DialogState.PENDING);
        assertThat(notified(script.at(10), "active;expires=60").fold().state()).isEqualTo(DialogState.ACTIVE);
        assertThat(script.fold().dueNs()).isEqualTo(SipScript.ns(60_010));
        assertThat(script.foldAt(60_010).state()).isEqualTo(DialogState.TERMINATED);
        assertThat(notified(script.at(900), "terminated;reason=timeout").fold().state())
                .isEqualTo(DialogState.TERMINATED);
    }

    @Test
    void endsASubscriptionThatIsRefusedOrGivenUp() {
        assertThat(subscribed().at(5).respond(489, "Bad Event").fold().state()).isEqualTo(DialogState.FAILED);
        SipScript active = notified(subscribed().at(5).ok().at(10), "active");
        active.at(20).with("Expires: 0").request("SUBSCRIBE", true).at(30).ok();
        assertThat(active.fold().state()).isEqualTo(DialogState.TERMINATED);
    }

    @Test
    void takesAChallengedSubscribeForNoFailure() {
        SipScript script = subscribed().at(5).respond(401, "Unauthorized").at(10).with("Expires: 600")
                .request("SUBSCRIBE", false).at(15).ok();
        assertThat(script.fold().state()).isEqualTo(DialogState.ACTIVE);
        assertThat(script.fold().finalStatus()).isEqualTo(200);
    }

    @Test
    void judgesRequestsWithoutADialogByTheirLastAnswer() {
        SipScript script = SipScript.call().request("OPTIONS", false);
        assertThat(script.fold().state()).isEqualTo(DialogState.TRYING);
        assertThat(script.at(5).ok().fold().state()).isEqualTo(DialogState.COMPLETED);
        assertThat(script.at(100).request("OPTIONS", false).at(110).respond(503, "No").fold().state())
                .isEqualTo(DialogState.FAILED);
        assertThat(script.fold().timing()).isEqualTo(DialogTiming.NONE);
        Dialog message = SipScript.call().request("MESSAGE", false).at(9).respond(202, "Accepted").fold();
        assertThat(message.state()).isEqualTo(DialogState.COMPLETED);
        assertThat(message.durationSec()).isZero();
    }

    @Test
    void followsATransferWithoutACall() {
        SipScript script = SipScript.call().with("Refer-To: <sip:carol@example.com>").request("REFER", false).at(5)
                .respond(202, "Accepted");
        assertThat(script.fold().state()).isEqualTo(DialogState.TRANSFERRING);
        script.at(90).fromCallee().notifyTransfer("terminated", "SIP/2.0 200 OK");
        assertThat(script.fold().state()).isEqualTo(DialogState.COMPLETED);
    }
}
