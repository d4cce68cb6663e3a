package io.sipvault.indexer.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.sdp.Direction;
import io.sipvault.ingest.sdp.RtpMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SdpHistoryTest {
    private static SipScript answered() {
        return SipScript.call().sdp("10.0.0.1", 10_000).invite().at(100).sdp("10.0.0.2", 20_000)
                .respond("INVITE", 183, "Session Progress").at(2000).sdp("10.0.0.2", 20_000).ok("INVITE").at(2010)
                .ack();
    }

    @Test
    void listsOfferAndAnswerOnce() {
        Dialog dialog = answered().fold();
        assertThat(dialog.sdpTimeline()).extracting(SdpEvent::exchange).containsExactly(SdpExchange.OFFER,
                SdpExchange.ANSWER);
        SdpEvent offer = dialog.sdpTimeline().getFirst();
        assertThat(offer.codecs()).containsExactly("PCMU", "telephone-event");
        assertThat(offer.mediaAddress()).isEqualTo("10.0.0.1");
        assertThat(offer.mediaPort()).isEqualTo(10_000);
        assertThat(offer.mode()).isEqualTo(Direction.SENDRECV);
        assertThat(offer.sender()).isEqualTo(Side.CALLER);
        assertThat(dialog.sdpTimeline().getLast().timeNs()).isEqualTo(SipScript.ns(100));
    }

    @Test
    void bindsTheMediaOfBothSides() {
        Dialog dialog = answered().fold();
        assertThat(dialog.mediaBindings()).hasSize(2);
        MediaBinding callee = dialog.mediaBindings().getLast();
        assertThat(callee.side()).isEqualTo(Side.CALLEE);
        assertThat(callee.endpoint()).isEqualTo(SipScript.endpoint("10.0.0.2", 20_000));
        assertThat(callee.rtcp()).isEqualTo(SipScript.endpoint("10.0.0.2", 20_001));
        assertThat(callee.payloadTypes()).isEqualTo(
                Map.of(0, new RtpMap("PCMU", 8000, 1), 101, new RtpMap("telephone-event", 8000, 1)));
        assertThat(callee.telephoneEventTypes()).isEqualTo(Set.of(101));
        assertThat(callee.ptimeMs()).isEqualTo(20.0);
        assertThat(callee.held()).isFalse();
    }

    @Test
    void takesThe200ForTheOfferWhenTheInviteHadNone() {
        Dialog dialog = SipScript.call().invite().at(900).sdp("10.0.0.2", 20_000).ok("INVITE").at(950)
                .sdp("10.0.0.1", 10_000).ack().fold();
        assertThat(dialog.sdpTimeline()).extracting(SdpEvent::exchange).containsExactly(SdpExchange.OFFER,
                SdpExchange.ANSWER);
        assertThat(dialog.sdpTimeline()).extracting(SdpEvent::sender).containsExactly(Side.CALLEE, Side.CALLER);
    }

    @Test
    void marksHoldByDirectionAndByTheUnspecifiedAddress() {
        Dialog dialog = answered().at(3000).sdp("10.0.0.1", 10_000, "sendonly").reinvite().at(3010)
                .sdp("10.0.0.2", 20_000, "recvonly").ok().at(4000).sdp("0.0.0.0", 10_000).reinvite().at(4010).ok()
                .fold();
        assertThat(dialog.sdpTimeline()).extracting(SdpEvent::held).containsExactly(false, false, true, false, true);
        assertThat(dialog.sdpTimeline().get(2).mode()).isEqualTo(Direction.SENDONLY);
        assertThat(dialog.mediaBindings().get(2).held()).isTrue();
    }

    @Test
    void bindsNothingByAReInviteThatWasRefused() {
        Dialog dialog = answered().at(3000).body("application/sdp", Sdp.media("10.0.0.1", "image 4000 udptl t38"))
                .reinvite().at(3020).respond(488, "Not Acceptable Here").at(3030).ackOfFailure().fold();
        assertThat(dialog.mediaBindings()).extracting(MediaBinding::mediaType).containsOnly("audio");
        assertThat(dialog.sdpTimeline().getLast().refused()).isTrue();
        assertThat(dialog.sdpTimeline().getLast().codecs()).containsExactly("t38");
    }

    @Test
    void bindsTheDescriptionsOfAReInviteFromTheCallee() {
        Dialog dialog = answered().at(3000).fromCallee().sdp("10.0.0.7", 7000).reinvite().at(3020)
                .sdp("10.0.0.8", 8000).ok().fold();
        assertThat(dialog.mediaBindings()).extracting(MediaBinding::side).containsExactly(Side.CALLER, Side.CALLEE,
                Side.CALLEE, Side.CALLER);
    }

    @Test
    void bindsNoSectionThatWasRefusedByPortZeroOrHasAName() {
        Dialog dialog = SipScript.call().sdp("media.example.com", 4000).invite().at(10).sdp("10.0.0.2", 0).ok("INVITE")
                .fold();
        assertThat(dialog.mediaBindings()).isEmpty();
        assertThat(dialog.sdpTimeline()).hasSize(2);
    }

    @Test
    void knowsRtcpMuxAndSecureProfiles() {
        String sdp = Sdp.media("10.0.0.1", "audio 4000 UDP/TLS/RTP/SAVPF 111", "a=rtcp-mux",
                "a=rtpmap:111 opus/48000/2", "a=fingerprint:sha-256 AA", "a=ssrc:305419896 cname:x");
        MediaBinding binding = SipScript.call().body("application/sdp", sdp).invite().fold().mediaBindings().getFirst();
        assertThat(binding.rtcp()).isEqualTo(binding.endpoint());
        assertThat(binding.encrypted()).isTrue();
        assertThat(binding.ssrcs()).containsExactly(0x12345678L);
        assertThat(binding.sessionId()).isEqualTo("- 4711");
    }
}
