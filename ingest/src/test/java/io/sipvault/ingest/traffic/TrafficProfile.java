package io.sipvault.ingest.traffic;

import java.time.Duration;

/**
 * What traffic to make.
 *
 * @param mix
 *            which dialogs there are
 * @param dialogs
 *            how many of them
 * @param seed
 *            the same seed gives the same bytes
 * @param span
 *            capture time over which dialogs begin
 * @param media
 *            mean of the talk time in which RTP flows; zero for signalling alone
 * @param tcpShare
 *            dialogs over TCP, 0 to 1; messages are cut and joined there
 * @param fragmentShare
 *            calls whose INVITE is so large that UDP needs IPv4 fragments, 0 to 1
 * @param lossShare
 *            RTP packets that never come, 0 to 1
 */
public record TrafficProfile(Mix mix, int dialogs, long seed, Duration span, Duration media, double tcpShare,
        double fragmentShare, double lossShare) {
    /** Which dialogs there are. */
    public enum Mix {
        /** Answered calls. */
        CALLS,
        /** Registrations, OPTIONS and calls with every outcome. */
        SIGNALLING,
        /** Calls with every outcome; a tenth of them to one of a few numbers, as to a hotline. */
        OUTCOMES
    }

    /** 1,500 calls with RTP in half an hour: about 4.2 million packets and 1 GB. */
    public static TrafficProfile rtpHeavy(long seed) {
        return new TrafficProfile(Mix.CALLS, 1_500, seed, Duration.ofMinutes(30), Duration.ofSeconds(28), 0, 0, 0.005);
    }

    /** 270,000 dialogs in six hours: about 1.1 million messages and 0.5 GB. */
    public static TrafficProfile sipOnly(long seed) {
        return new TrafficProfile(Mix.SIGNALLING, 270_000, seed, Duration.ofHours(6), Duration.ZERO, 0, 0, 0);
    }

    /** 33,333 calls in a day, without media: about 204,000 messages and 105 MB. */
    public static TrafficProfile callsOfADay(long seed) {
        return new TrafficProfile(Mix.OUTCOMES, 33_333, seed, Duration.ofDays(1), Duration.ZERO, 0, 0, 0);
    }

    /** As many dialogs in as dense a traffic: the span shrinks or grows with their number. */
    public TrafficProfile withDialogs(int number) {
        Duration scaled = Duration.ofNanos(Math.max(1, Math.round(span.toNanos() * (double) number / dialogs)));
        return new TrafficProfile(mix, number, seed, scaled, media, tcpShare, fragmentShare, lossShare);
    }

    public TrafficProfile withSpan(Duration time) {
        return new TrafficProfile(mix, dialogs, seed, time, media, tcpShare, fragmentShare, lossShare);
    }

    public TrafficProfile withMedia(Duration mean) {
        return new TrafficProfile(mix, dialogs, seed, span, mean, tcpShare, fragmentShare, lossShare);
    }

    public TrafficProfile withTcpShare(double share) {
        return new TrafficProfile(mix, dialogs, seed, span, media, share, fragmentShare, lossShare);
    }

    public TrafficProfile withFragmentShare(double share) {
        return new TrafficProfile(mix, dialogs, seed, span, media, tcpShare, share, lossShare);
    }

    public TrafficProfile withLossShare(double share) {
        return new TrafficProfile(mix, dialogs, seed, span, media, tcpShare, fragmentShare, share);
    }
}
