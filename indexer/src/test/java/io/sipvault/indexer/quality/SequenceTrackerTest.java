package io.sipvault.indexer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.quality.SequenceTracker.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTrackerTest {
    private final SequenceTracker tracker = new SequenceTracker(1);
    private int row;

    /** Places numbers that come 20 ms apart with timestamps to match. */
    private List<Place> place(int... sequenceNumbers) {
        List<Place> places = new ArrayList<>();
        for (int sequenceNumber : sequenceNumbers) {
            places.add(tracker.place(row, sequenceNumber, 160 * row, 20_000_000L * row, 160, 8000));
            row++;
        }
        return places;
    }

    @Test
    void tellsLateFromDuplicatePackets() {
        assertThat(place(65534, 0, 65535, 65535, 1, 0)).containsExactly(Place.IN_ORDER, Place.IN_ORDER, Place.LATE,
                Place.DUPLICATE, Place.IN_ORDER, Place.DUPLICATE);
        assertThat(tracker.expected()).isEqualTo(4);
        assertThat(tracker.unique()).isEqualTo(4);
    }

    @Test
    void keepsRowsInTheOrderOfTheSequence() {
        place(10, 12, 11, 14, 9);
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < tracker.size(); i++) {
            rows.add(tracker.row(i));
        }
        assertThat(rows).containsExactly(4, 0, 2, 1, 3);
        assertThat(tracker.expected()).isEqualTo(6);
        assertThat(tracker.unique()).isEqualTo(5);
    }

    @Test
    void takesPacketsFromUpToMaxMisorderBackForLate() {
        assertThat(place(100, 200, 101)).containsExactly(Place.IN_ORDER, Place.IN_ORDER, Place.LATE);
        assertThat(place(100)).containsExactly(Place.STRAY);
    }

    @Test
    void restartsOnTheSecondSequentialPacket() {
        assertThat(place(1, 2, 30_000, 30_001, 30_002)).containsExactly(Place.IN_ORDER, Place.IN_ORDER, Place.STRAY,
                Place.RESTART, Place.IN_ORDER);
        assertThat(tracker.expected()).isEqualTo(5);
        assertThat(tracker.unique()).isEqualTo(5);
        assertThat(tracker.restarts()).isEqualTo(1);
    }

    @Test
    void restartsAcrossTheWrap() {
        assertThat(place(20_000, 65535, 0)).containsExactly(Place.IN_ORDER, Place.STRAY, Place.RESTART);
    }

    @Test
    void neverLosesPacketsOfTwoInterleavedSequences() {
        place(1, 30_000, 2, 30_001, 3, 30_002, 4, 30_003);
        assertThat(tracker.expected()).isEqualTo(tracker.unique()).isEqualTo(8);
    }

    @Test
    void takesPacketsFromBeforeARestartForStrays() {
        assertThat(place(1, 2, 30_000, 30_001, 29_999)).endsWith(Place.STRAY);
        assertThat(tracker.expected()).isEqualTo(tracker.unique()).isEqualTo(5);
    }
}
