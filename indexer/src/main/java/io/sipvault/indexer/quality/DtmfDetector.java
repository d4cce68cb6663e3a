package io.sipvault.indexer.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Digits from telephone-events (<a href="https://www.rfc-editor.org/rfc/rfc4733#section-2.3">RFC 4733 2.3</a>).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |     event     |E|R| volume    |          duration             |
 * </pre>
 *
 * All packets of one event have its start as timestamp, so updates, repeated ends and a missing start or end still are
 * one digit. An event of more than 65535 ticks goes on in segments whose timestamps follow one another (2.5.1.3).
 */
final class DtmfDetector {
    private static final String DIGITS = "0123456789*#ABCD!";
    private static final int LONGEST_DURATION = 0xffff;
    private static final int END_BIT = 0x80_0000;
    /** How many of the latest digits a packet is compared with. */
    private static final int RECENT = 8;
    /** Bounds what a stranger's capture can make of one stream. */
    private static final int MAX_DIGITS = 10_000;

    private static final class Press {
        final int event;
        final int run;
        final int clockRateHz;
        final long startNs;
        int timestamp;
        int duration;
        long ticksBefore;
        boolean ended;

        Press(int event, int run, int clockRateHz, long startNs, int timestamp) {
            this.event = event;
            this.run = run;
            this.clockRateHz = clockRateHz;
            this.startNs = startNs;
            this.timestamp = timestamp;
        }

        boolean continuesAt(int timestamp) {
            return duration == LONGEST_DURATION && timestamp - this.timestamp == LONGEST_DURATION;
        }

        DtmfDigit toDigit() {
            return new DtmfDigit(DIGITS.charAt(event), startNs, (ticksBefore + duration) * 1000.0 / clockRateHz, ended);
        }
    }

    private final List<Press> presses = new ArrayList<>();

    /**
     * An event packet, late ones too.
     *
     * @param run
     *            how often the sequence restarted: a recording played again may repeat its timestamps
     */
    void accept(int payload, int timestamp, long arrivalNs, boolean marker, int run, int clockRateHz) {
        int event = payload >>> 24;
        if (event >= DIGITS.length()) {
            return;
        }
        int duration = payload & LONGEST_DURATION;
        Press press = find(event, timestamp, run);
        if (press == null) {
            if (presses.size() == MAX_DIGITS) {
                return;
            }
            long beforeNs = marker ? 0 : duration * 1_000_000_000L / clockRateHz;
            press = new Press(event, run, clockRateHz, arrivalNs - beforeNs, timestamp);
            presses.add(press);
        }
        if (timestamp != press.timestamp) {
            press.ticksBefore += LONGEST_DURATION;
            press.timestamp = timestamp;
            press.duration = 0;
        }
        press.duration = Math.max(press.duration, duration);
        press.ended |= (payload & END_BIT) != 0;
    }

    private @Nullable Press find(int event, int timestamp, int run) {
        for (int i = presses.size() - 1; i >= Math.max(0, presses.size() - RECENT); i--) {
            Press press = presses.get(i);
            if (press.event == event && press.run == run
                    && (press.timestamp == timestamp || press.continuesAt(timestamp))) {
                return press;
            }
        }
        return null;
    }

    List<DtmfDigit> digits() {
        return presses.stream().map(Press::toDigit).sorted(Comparator.comparingLong(DtmfDigit::startNs)).toList();
    }
}
