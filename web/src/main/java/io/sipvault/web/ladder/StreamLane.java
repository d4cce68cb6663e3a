package io.sipvault.web.ladder;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream of RTP between two columns.
 *
 * @param from
 *            column of the sender
 * @param codec
 *            its name, or that of the payload type
 * @param lossPercent
 *            of the packets expected
 * @param mos
 *            null without a score
 * @param agents
 *            who saw it, the one whose figures these are first
 */
public record StreamLane(String ssrc, int from, int to, String source, String destination, String codec, int packets,
        long lost, double lossPercent, @Nullable Double mos, long startNs, long endNs, List<String> agents) {
    private static final double POOR_LOSS_PERCENT = 1;
    private static final double POOR_MOS = 3.6;

    public StreamLane {
        agents = List.copyOf(agents);
    }

    /** Whether people would have heard that something was wrong. */
    public boolean isPoor() {
        return lossPercent > POOR_LOSS_PERCENT || mos != null && mos < POOR_MOS;
    }

    /** {@code RTP PCMU 598 packets, 29 lost (4.6 %), MOS 3.92}. */
    public String label() {
        String loss = lost <= 0 ? "" : String.format(Locale.ROOT, ", %d lost (%.1f %%)", lost, lossPercent);
        String score = mos == null ? "" : String.format(Locale.ROOT, ", MOS %.2f", mos);
        return "RTP " + codec + " " + packets + (packets == 1 ? " packet" : " packets") + loss + score;
    }

    StreamLane moved(int newFrom, int newTo) {
        return new StreamLane(ssrc, newFrom, newTo, source, destination, codec, packets, lost, lossPercent, mos,
                startNs, endNs, agents);
    }
}
