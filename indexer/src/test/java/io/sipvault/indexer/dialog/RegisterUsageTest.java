package io.sipvault.indexer.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class RegisterUsageTest {
    private static final String CONTACT = "<sip:alice@192.0.2.1:5060>";

    private static SipScript registered(String requested, String granted) {
        return SipScript.call().register(CONTACT + requested).at(10).respond(401, "Unauthorized").at(20)
                .register(CONTACT + requested).at(30).with("Contact: " + CONTACT + granted).ok();
    }

    private static long grantedSec(Dialog dialog) {
        return Objects.requireNonNull(Objects.requireNonNull(dialog.registration()).grantedSec());
    }

    @Test
    void isRegisteredUntilTheGrantedTimeIsOver() {
        SipScript script = registered(";expires=3600", ";expires=60");
        Dialog dialog = script.fold();
        assertThat(dialog.state()).isEqualTo(DialogState.REGISTERED);
        assertThat(dialog.registration()).isEqualTo(new Registration(3600L, 60L, SipScript.ns(60_030)));
        assertThat(dialog.dueNs()).isEqualTo(SipScript.ns(60_030));
        assertThat(script.foldAt(60_029).state()).isEqualTo(DialogState.REGISTERED);
        assertThat(script.foldAt(60_030).state()).isEqualTo(DialogState.EXPIRED);
        assertThat(script.foldAt(60_030).dueNs()).isZero();
    }

    @Test
    void takesTheLifetimeOfItsOwnContactAmongThoseOfOtherDevices() {
        Dialog dialog = SipScript.call().register(CONTACT).at(30).with("Contact: <sip:alice@203.0.113.9>;expires=900, "
                + CONTACT + ";expires=120").with("Expires: 7200").ok().fold();
        assertThat(grantedSec(dialog)).isEqualTo(120);
    }

    @Test
    void fallsBackToTheExpiresHeaderThenToWhatWasAskedThenToAnHour() {
        assertThat(grantedSec(SipScript.call().register(CONTACT).with("Expires: 300").ok().fold())).isEqualTo(300);
        assertThat(grantedSec(SipScript.call().with("Expires: 600").register(CONTACT).ok().fold())).isEqualTo(600);
        assertThat(grantedSec(SipScript.call().register(CONTACT).ok().fold())).isEqualTo(3600);
    }

    @Test
    void expiresWhenTheBindingIsRemoved() {
        assertThat(registered(";expires=0", "").fold().state()).isEqualTo(DialogState.EXPIRED);
        Dialog wildcard = SipScript.call().with("Expires: 0").register("*").at(5).ok().fold();
        assertThat(wildcard.state()).isEqualTo(DialogState.EXPIRED);
        assertThat(wildcard.registration()).isEqualTo(new Registration(0L, 0L, 0));
    }

    @Test
    void letsTheContactsOwnLifetimeOverrideTheHeader() {
        SipScript removal = SipScript.call().with("Expires: 3600").register(CONTACT + ";expires=0").at(5).ok();
        assertThat(removal.fold().state()).isEqualTo(DialogState.EXPIRED);
        SipScript kept = SipScript.call().with("Expires: 0").register(CONTACT + ";expires=60").at(5).ok();
        assertThat(kept.fold().state()).isEqualTo(DialogState.REGISTERED);
    }

    @Test
    void failsByARejectionAndByAChallengeThatNobodyAnswers() {
        Dialog rejected = SipScript.call().register(CONTACT).at(5).respond(403, "Forbidden").fold();
        assertThat(rejected.state()).isEqualTo(DialogState.FAILED);
        assertThat(rejected.finalStatus()).isEqualTo(403);
        Dialog challenged = SipScript.call().register(CONTACT).at(5).respond(401, "Unauthorized").fold();
        assertThat(challenged.state()).isEqualTo(DialogState.FAILED);
        assertThat(SipScript.call().register(CONTACT).fold().state()).isEqualTo(DialogState.TRYING);
    }

    @Test
    void staysRegisteredWhileARefreshIsChallenged() {
        SipScript script = registered("", ";expires=600").at(300_000).register(CONTACT).at(300_010)
                .respond(401, "Unauthorized");
        assertThat(script.fold().state()).isEqualTo(DialogState.REGISTERED);
        assertThat(script.fold().finalStatus()).isEqualTo(200);
    }

    @Test
    void asksAgainAfterTooBriefAnInterval() {
        SipScript script = SipScript.call().register(CONTACT + ";expires=30").at(5).with("Min-Expires: 60")
                .respond(423, "Interval Too Brief").at(10).register(CONTACT + ";expires=60").at(20).ok();
        assertThat(script.fold().state()).isEqualTo(DialogState.REGISTERED);
    }
}
