package io.sipvault.indexer.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallStateTest {
    private static SipScript ringing() {
        return SipScript.call().invite().at(12).trying().at(847).ringing();
    }

    private static SipScript answered() {
        return ringing().at(2134).ok("INVITE").at(2180).ack();
    }

    private static SipScript completed() {
        return answered().at(10_180).bye().at(10_225).ok();
    }

    private static long day(int hours) {
        return hours * 3_600_000L;
    }

    @Test
    void followsACallFromTryingToCompleted() {
        assertThat(SipScript.call().invite().fold().state()).isEqualTo(DialogState.TRYING);
        assertThat(SipScript.call().invite().at(5).trying().fold().state()).isEqualTo(DialogState.TRYING);
        assertThat(ringing().fold().state()).isEqualTo(DialogState.RINGING);
        assertThat(answered().fold().state()).isEqualTo(DialogState.IN_CALL);
        Dialog dialog = completed().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.COMPLETED);
        assertThat(dialog.endedBy()).isEqualTo(Side.CALLER);
        assertThat(dialog.finalStatus()).isEqualTo(200);
        assertThat(dialog.endSeen()).isTrue();
    }

    @Test
    void measuresTheIntervalsOfACall() {
        Dialog dialog = completed().fold();
        assertThat(dialog.timing()).isEqualTo(new DialogTiming(12L, 847L, 2134L, 1287L, 45L, 8046L));
        assertThat(dialog.durationSec()).isEqualTo(8.046);
        assertThat(dialog.messageCount()).isEqualTo(7);
    }

    @Test
    void leavesIntervalsOutThatWereNotObserved() {
        Dialog dialog = SipScript.call().invite().at(900).ok("INVITE").at(950).ack().fold();
        assertThat(dialog.timing()).isEqualTo(new DialogTiming(null, null, 900L, null, null, null));
        assertThat(dialog.durationSec()).isEqualTo(0.05);
        assertThat(SipScript.call().invite().fold().timing()).isEqualTo(DialogTiming.NONE);
        assertThat(SipScript.call().invite().fold().durationSec()).isZero();
    }

    @Test
    void takesAChallengeForNoFailure() {
        SipScript script = SipScript.call().invite().at(20).respond(407, "Proxy Authentication Required").at(25)
                .ackOfFailure().at(1000).invite().at(1010).trying();
        assertThat(script.fold().state()).isEqualTo(DialogState.TRYING);
        Dialog dialog = script.at(1500).ringing().at(3000).ok("INVITE").at(3040).ack().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.IN_CALL);
        assertThat(dialog.timing().pddMs()).isEqualTo(500L);
        assertThat(dialog.timing().setupMs()).isEqualTo(2000L);
        assertThat(dialog.milestones().challenges()).isEmpty();
    }

    @Test
    void takesAChallengeThatNobodyAnswersForAFailure() {
        Dialog dialog = SipScript.call().invite().at(20).respond(401, "Unauthorized").at(25).ackOfFailure().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.FAILED);
        assertThat(dialog.finalStatus()).isEqualTo(401);
        assertThat(dialog.milestones().challenges()).hasSize(1);
    }

    @Test
    void readsARetriedInviteThatRepeatsTheTagOfTheChallenge() {
        Dialog dialog = SipScript.call().invite().at(20).toTag("challenger").respond(407, "Auth").at(25).ackOfFailure()
                .at(30).toTag("challenger").invite().at(80).ringing().at(900).respond(486, "Busy Here").fold();
        assertThat(dialog.state()).isEqualTo(DialogState.FAILED);
        assertThat(dialog.finalStatus()).isEqualTo(486);
        assertThat(dialog.timing().pddMs()).isEqualTo(50L);
    }

    @Test
    void callsA3xxRedirectedUntilTheCallerTriesTheNewTarget() {
        SipScript script = SipScript.call().invite().at(30).respond(302, "Moved Temporarily").at(35).ackOfFailure();
        assertThat(script.fold().state()).isEqualTo(DialogState.REDIRECTED);
        assertThat(script.at(40).invite().at(300).ok("INVITE").fold().state()).isEqualTo(DialogState.IN_CALL);
    }

    @Test
    void callsALone487Cancelled() {
        Dialog dialog = ringing().at(5000).respond("INVITE", 487, "Request Terminated").fold();
        assertThat(dialog.state()).isEqualTo(DialogState.CANCELLED);
        assertThat(dialog.endedBy()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void callsACancelledInviteCancelledByTheCaller() {
        SipScript script = ringing().at(5000).cancel().at(5020).ok("CANCEL");
        assertThat(script.fold().state()).isEqualTo(DialogState.CANCELLED);
        assertThat(script.fold().isAnswered()).isFalse();
        Dialog dialog = script.at(5030).respond("INVITE", 487, "Request Terminated").at(5040).ackOfFailure().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.CANCELLED);
        assertThat(dialog.endedBy()).isEqualTo(Side.CALLER);
        assertThat(dialog.finalStatus()).isEqualTo(487);
    }

    @Test
    void answersACallWhose200CrossesTheCancel() {
        Dialog dialog = ringing().at(5000).cancel().at(5001).ok("INVITE").at(5010).ok("CANCEL").at(5020).ack().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.IN_CALL);
        assertThat(dialog.answeredNs()).isEqualTo(SipScript.ns(5001));
    }

    @Test
    void answersACallByAny2xx() {
        assertThat(ringing().at(900).respond("INVITE", 202, "Accepted").fold().state()).isEqualTo(DialogState.IN_CALL);
    }

    @Test
    void provesTheAnswerByItsAckWhereThe2xxWasMissed() {
        Dialog dialog = SipScript.call().invite().at(2000).ack().at(5000).bye().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.COMPLETED);
        assertThat(dialog.timing()).isEqualTo(new DialogTiming(null, null, null, null, null, 3000L));
        assertThat(dialog.finalStatus()).isNull();
    }

    @Test
    void endsACallWhoseByeWasRejected() {
        Dialog dialog = answered().at(9000).bye().at(9010).respond(481, "Call/Transaction Does Not Exist").fold();
        assertThat(dialog.state()).isEqualTo(DialogState.COMPLETED);
        assertThat(dialog.milestones().byeAnswer()).isEqualTo(6);
    }

    @Test
    void measuresTheTeardownOfAChallengedBye() {
        Dialog dialog = answered().at(9000).bye().at(9010).respond(407, "Auth").at(9100).bye().at(9130).ok().fold();
        assertThat(dialog.timing().teardownMs()).isEqualTo(30L);
        assertThat(dialog.timing().talkMs()).isEqualTo(9000L - 2134);
    }

    @Test
    void saysWhichSideHungUp() {
        assertThat(answered().at(9000).fromCallee().bye().at(9010).ok().fold().endedBy()).isEqualTo(Side.CALLEE);
        Dialog missed = SipScript.call().at(9000).bye().at(9010).ok().fold();
        assertThat(missed.state()).isEqualTo(DialogState.COMPLETED);
        assertThat(missed.endedBy()).isEqualTo(Side.UNKNOWN);
        assertThat(missed.method()).isEqualTo("BYE");
    }

    @Test
    void keepsTheDialogWhenAReInviteIsRejected() {
        Dialog dialog = answered().at(4000).reinvite().at(4020).respond(488, "Not Acceptable Here").at(4030)
                .ackOfFailure().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.IN_CALL);
        assertThat(dialog.finalStatus()).isEqualTo(200);
        assertThat(dialog.timing().setupMs()).isEqualTo(2134L);
    }

    @Test
    void keepsACallGoingThatTheCaptureJoinedInTheMiddle() {
        Dialog dialog = SipScript.call().fromCallee().reinvite().at(20).respond(488, "No").fold();
        assertThat(dialog.state()).isEqualTo(DialogState.IN_CALL);
        assertThat(dialog.answeredNs()).isNull();
    }

    @Test
    void endsACallThatTheOtherSideNoLongerKnows() {
        Dialog dialog = answered().at(4000).reinvite().at(4020).respond(481, "Gone").fold();
        assertThat(dialog.state()).isEqualTo(DialogState.COMPLETED);
    }

    @Test
    void transfersUntilTheNotifyBringsAFinalStatus() {
        SipScript script = answered().at(4000).refer("sip:carol@example.com").at(4020).respond(202, "Accepted");
        assertThat(script.fold().state()).isEqualTo(DialogState.TRANSFERRING);
        assertThat(script.fold().referTo()).isEqualTo("<sip:carol@example.com>");
        script.at(4100).fromCallee().notifyTransfer("active;expires=60", "SIP/2.0 100 Trying");
        assertThat(script.fold().state()).isEqualTo(DialogState.TRANSFERRING);
        script.at(6000).fromCallee().notifyTransfer("terminated;reason=noresource", "SIP/2.0 200 OK");
        assertThat(script.fold().state()).isEqualTo(DialogState.IN_CALL);
        assertThat(script.at(6100).bye().fold().state()).isEqualTo(DialogState.COMPLETED);
    }

    @Test
    void goesOnWhenATransferIsRefused() {
        SipScript script = answered().at(4000).refer("sip:carol@example.com").at(4020).respond(603, "Decline");
        assertThat(script.fold().state()).isEqualTo(DialogState.IN_CALL);
    }

    @Test
    void takesForkedBranchesForOneCall() {
        Dialog dialog = SipScript.call().invite().at(100).calleeTag("desk").ringing().at(120).calleeTag("mobile")
                .ringing().at(3000).ok("INVITE").at(3010).ack().at(8000).bye().at(8010).ok().fold();
        assertThat(dialog.state()).isEqualTo(DialogState.COMPLETED);
        assertThat(dialog.parties().branches()).containsExactly(new Branch("desk", SipScript.ns(100), 180),
                new Branch("mobile", SipScript.ns(120), 200));
    }

    @Test
    void goesOnWhileOneOfTwoAnsweringBranchesIsLeft() {
        SipScript script = SipScript.call().invite().at(3000).calleeTag("desk").ok("INVITE").at(3001)
                .calleeTag("mobile").ok("INVITE").at(3010).ack().at(3020).calleeTag("desk").ack().at(3030).bye();
        assertThat(script.fold().state()).isEqualTo(DialogState.IN_CALL);
        assertThat(script.calleeTag("mobile").at(9000).bye().fold().state()).isEqualTo(DialogState.COMPLETED);
    }

    @Test
    void waitsForTheProxyThatTriesAnotherTarget() {
        SipScript script = SipScript.call().addresses(SipScript.CALLER, SipScript.PROXY).invite().at(1)
                .hop("b1", SipScript.PROXY, SipScript.CALLEE).forward("INVITE").at(50).respond("INVITE", 486, "Busy")
                .at(60).hop("b2", SipScript.PROXY, SipScript.endpoint("198.51.100.3", 5060)).forward("INVITE").at(90)
                .ringing();
        assertThat(script.fold().state()).isEqualTo(DialogState.RINGING);
        assertThat(script.at(900).ok("INVITE").fold().state()).isEqualTo(DialogState.IN_CALL);
    }

    @Test
    void isNoLongerActiveADayAfterItsLastMessage() {
        Dialog before = answered().foldAt(day(24));
        assertThat(before.isActive()).isTrue();
        assertThat(before.dueNs()).isEqualTo(SipScript.ns(2180 + day(24)));
        Dialog after = answered().foldAt(2180 + day(24));
        assertThat(after.isActive()).isFalse();
        assertThat(after.state()).isEqualTo(DialogState.COMPLETED);
        assertThat(after.endSeen()).isFalse();
        assertThat(ringing().foldAt(day(25)).state()).isEqualTo(DialogState.FAILED);
    }

    @Test
    void isDueWhenATimerWouldChangeItsVerdict() {
        assertThat(ringing().fold().dueNs()).isEqualTo(SipScript.ns(32_000));
        assertThat(ringing().foldAt(32_000).dueNs()).isEqualTo(SipScript.ns(180_000));
        assertThat(ringing().at(2000).ok("INVITE").fold().dueNs()).isEqualTo(SipScript.ns(34_000));
        assertThat(completed().fold().dueNs()).isZero();
    }

    @Test
    void callsCancelledWhatOnlyItsCancelWasSeenOf() {
        assertThat(SipScript.call().cancel().at(5).ok("CANCEL").fold().state()).isEqualTo(DialogState.CANCELLED);
    }

    @Test
    void takesTheFailureOfALaterHopForWhatTheCallerWasTold() {
        Dialog dialog = SipScript.call().addresses(SipScript.CALLER, SipScript.PROXY).invite().at(1)
                .hop("out", SipScript.PROXY, SipScript.CALLEE).forward("INVITE").at(50)
                .respond("INVITE", 503, "Service Unavailable").fold();
        assertThat(dialog.finalStatus()).isEqualTo(503);
        assertThat(dialog.hops()).hasSize(2);
    }

    @Test
    void readsMessagesOfOneInstantInTheOrderOfCauseAndEffect() {
        Dialog dialog = SipScript.call().invite().trying().ringing().ok("INVITE").ack().bye().ok().fold();
        assertThat(dialog.messages()).extracting(LadderMessage::title).containsExactly("INVITE",
                "100 Trying (INVITE)", "180 Ringing (INVITE)", "200 OK (INVITE)", "ACK", "BYE", "200 OK (BYE)");
        assertThat(dialog.state()).isEqualTo(DialogState.COMPLETED);
    }
}
