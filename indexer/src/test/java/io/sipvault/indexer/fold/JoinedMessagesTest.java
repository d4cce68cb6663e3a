package io.sipvault.indexer.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.CaptureCut.Piece;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of SIP messages is that of the capture, however it is cut. */
final class JoinedMessagesTest {
    private static final int SCENES = 9;
    private static final int CUTS = 12;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void countsTheSameMessagesWhateverTheCuts(long seed) {
        HardTraffic.captures(seed, SCENES).forEach((vantage, file) -> {
            CaptureCut cut = new CaptureCut(file);
            Random random = new Random(seed);
            int[] marks = IntStream.concat(IntStream.of(0, cut.packets()),
                    random.ints(CUTS, 0, cut.packets())).distinct().sorted().toArray();
            List<Piece> pieces = new ArrayList<>();
            for (int i = 1; i < marks.length; i++) {
                pieces.add(cut.piece(marks[i - 1], marks[i]));
            }
            Collections.shuffle(pieces, random);
            assertThat(count(pieces, vantage)).isPositive()
                    .isEqualTo(count(List.of(cut.piece(0, cut.packets())), vantage));
        });
    }

    /** The first message of a connection that was open before: nothing but a join reads it. */
    @Test
    void countsTheFirstMessageOfAConnectionWhoseBeginningIsMissing() {
        CallScene scene = new CallScene(4000, 5000);
        byte[] invite = scene.invite().getBytes(StandardCharsets.US_ASCII);
        scene.wire.tcp(CallScene.ANSWER, scene.caller, scene.callee, 1000, 0x18, Arrays.copyOf(invite, 200));
        scene.wire.tcp(CallScene.ANSWER + 1, scene.caller, scene.callee, 1200, 0x18,
                Arrays.copyOfRange(invite, 200, invite.length));
        CaptureCut cut = new CaptureCut(scene.wire.pcap());
        assertThat(count(List.of(cut.piece(0, 2)), "import")).isEqualTo(1);
        assertThat(count(List.of(cut.piece(1, 2), cut.piece(0, 1)), "import")).isEqualTo(1);
        assertThat(count(List.of(cut.piece(0, 1)), "import")).isZero();
    }

    private long count(List<Piece> pieces, String vantage) {
        try (FoldBench bench = new FoldBench(folder.resolve("bench" + System.nanoTime()))) {
            pieces.forEach(piece -> bench.fold(bench.add(piece.name(), piece.bytes(), vantage)));
            bench.commit();
            return bench.sipMessages();
        }
    }
}
