package io.sipvault.indexer.diagnosis;

import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether both sides of an answered call heard anything. It judges only what was agreed in both descriptions, and only
 * where media was captured at all: without that, silence proves nothing.
 */
final class MediaPresenceRule implements Rule {
    private static final String SUBJECT = "media";

    @Override
    public void judge(CallEvidence call, Findings findings) {
        if (!call.isTalk()) {
            return;
        }
        Boolean towardCaller = call.expectsAudioToward(Side.CALLER);
        Boolean towardCallee = call.expectsAudioToward(Side.CALLEE);
        if (towardCaller == null || towardCallee == null) {
            describedInPart(call, findings);
        } else if (!towardCaller && !towardCallee) {
            return;
        } else if (!call.media().rtpSeen()) {
            findings.unknown(SUBJECT, "Media was not captured at this point, so nothing is known of the audio.");
        } else {
            judge(call, towardCaller, towardCallee, findings);
        }
    }

    private static void describedInPart(CallEvidence call, Findings findings) {
        if (call.media().streams().isEmpty()) {
            findings.unknown(SUBJECT,
                    "No audio was described by both sides in what was captured, so none can be missed.");
        }
    }

    private static void judge(CallEvidence call, boolean towardCaller, boolean towardCallee, Findings findings) {
        boolean unplaced = call.media().streams().stream().anyMatch(s -> s.isAudio() && s.toward() == Side.UNKNOWN);
        boolean callerHears = !towardCaller || hears(call, Side.CALLER);
        boolean calleeHears = !towardCallee || hears(call, Side.CALLEE);
        if (unplaced && !(callerHears && calleeHears)) {
            findings.unknown(SUBJECT, "A stream was seen of which it is not known whom it goes to.");
        } else if (isReported(call, callerHears, calleeHears)) {
            findings.unknown(SUBJECT, "RTCP tells of audio that was not captured at this point, so nothing is known of"
                    + " what " + (callerHears ? "the callee" : calleeHears ? "the caller" : "either side") + " heard.");
        } else if (isSilent(call)) {
            noMedia(call, findings);
        } else if (!callerHears || !calleeHears) {
            oneWay(call, callerHears ? Side.CALLEE : Side.CALLER, findings);
        } else {
            behindRelay(call, findings);
        }
    }

    private static boolean hears(CallEvidence call, Side side) {
        List<MediaStream> inVain = new ArrayList<>(call.audioAstray(side));
        inVain.addAll(call.audioRefused(side));
        return !inVain.containsAll(call.audioToward(side));
    }

    private static boolean isReported(CallEvidence call, boolean callerHears, boolean calleeHears) {
        Set<Side> reported = call.media().reportedToward();
        return (!callerHears && reported.contains(Side.CALLER)) || (!calleeHears && reported.contains(Side.CALLEE));
    }

    private static boolean isSilent(CallEvidence call) {
        return call.audioToward(Side.CALLER).isEmpty() && call.audioToward(Side.CALLEE).isEmpty();
    }

    private static void noMedia(CallEvidence call, Findings findings) {
        findings.add(Problem.NO_MEDIA, Severity.ERROR,
                "Nobody heard anything: no RTP of this call was seen "
                        + (call.isTalking() ? "so far" : "in " + Texts.secondsOfNs(call.talkNs()))
                        + ", though other RTP was captured.",
                "Check that both media addresses are reachable from each other, and whether media took another way.",
                Findings.messages(descriptionOf(call, Side.CALLER), descriptionOf(call, Side.CALLEE)));
    }

    private static void oneWay(CallEvidence call, Side deaf, Findings findings) {
        List<MediaStream> astray = call.audioAstray(deaf);
        if (!astray.isEmpty()) {
            astray(call, deaf, astray.getFirst(), findings);
            return;
        }
        List<MediaStream> refused = call.audioRefused(deaf);
        if (!refused.isEmpty()) {
            refused(deaf, refused.getFirst(), findings);
            return;
        }
        MediaBinding receiver = call.audioOf(deaf);
        String where = receiver == null ? "" : " to " + receiver.endpoint();
        List<MediaStream> heard = call.audioToward(deaf.other());
        List<Evidence> evidence = new ArrayList<>(Findings.messages(descriptionOf(call, deaf)));
        evidence.addAll(Findings.streams(heard));
        findings.add(Problem.ONE_WAY_AUDIO, Severity.ERROR,
                "The " + deaf.label() + " heard nothing: no RTP" + where + " was seen, while the "
                        + deaf.other().label()
                        + " received " + heard.stream().mapToLong(MediaStream::packets).sum() + " packets.",
                "Check the address that the " + deaf.label() + " described, NAT and firewalls on the way to it.",
                evidence);
    }

    private static void refused(Side deaf, MediaStream lost, Findings findings) {
        findings.add(Problem.ONE_WAY_AUDIO, Severity.ERROR,
                "The " + deaf.label() + " heard nothing: " + lost.packets() + " packets went to " + lost.destination()
                        + ", which refused them (ICMP).",
                "Check whether the " + deaf.label() + " closed its media port, and the port that it described.",
                Findings.streams(List.of(lost)));
    }

    private static void astray(CallEvidence call, Side deaf, MediaStream lost, Findings findings) {
        MediaStream own = call.audioToward(deaf.other()).getFirst();
        List<Evidence> evidence = new ArrayList<>(Findings.messages(descriptionOf(call, deaf)));
        evidence.addAll(Findings.streams(List.of(lost, own)));
        findings.add(Problem.ONE_WAY_AUDIO, Severity.ERROR,
                "The " + deaf.label() + " heard nothing: " + lost.packets() + " packets went to "
                        + lost.destination() + ", the private address that it announced, while its own signalling and"
                        + " media come from " + own.source().address() + ", which nothing was sent to.",
                "A NAT lies before the " + deaf.label() + ": relay its media or send to where it comes from"
                        + " (symmetric RTP); on the phone, use ICE or STUN.",
                evidence);
    }

    /** One hop of the media path: what leaves an endpoint is seen, what should come to it is not. */
    private static void behindRelay(CallEvidence call, Findings findings) {
        for (Side side : List.of(Side.CALLER, Side.CALLEE)) {
            for (MediaBinding binding : call.dialog().mediaBindings()) {
                MediaStream sent = sentFrom(call, binding);
                if (binding.side() == side && sent != null && Boolean.TRUE.equals(call.expectsAudioToward(side))
                        && !isReached(call, binding)) {
                    findings.add(Problem.ONE_WAY_AUDIO, Severity.ERROR,
                            "On the hop to " + binding.endpoint() + " the " + side.label()
                                    + " heard nothing: it sent " + sent.packets() + " packets and none came back.",
                            "Check the relay between the two hops.", Findings.streams(List.of(sent)));
                    return;
                }
            }
        }
    }

    private static @Nullable MediaStream sentFrom(CallEvidence call, MediaBinding binding) {
        return call.audioToward(binding.side().other()).stream()
                .filter(stream -> stream.source().equals(binding.endpoint())).findFirst().orElse(null);
    }

    private static boolean isReached(CallEvidence call, MediaBinding binding) {
        return call.media().streams().stream().anyMatch(stream -> stream.destination().equals(binding.endpoint()));
    }

    private static @Nullable Integer descriptionOf(CallEvidence call, Side side) {
        MediaBinding binding = call.audioOf(side);
        return binding == null ? null : Integer.valueOf(binding.messageIndex());
    }
}
