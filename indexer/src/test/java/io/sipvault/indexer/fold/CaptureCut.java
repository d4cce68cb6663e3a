package io.sipvault.indexer.fold;

import io.sipvault.ingest.pcap.CaptureScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A capture file that can be cut into smaller ones at any packet. */
final class CaptureCut {
    private final byte[] file;
    private final String extension;
    private final List<Integer> starts = new ArrayList<>();
    private final List<byte[]> preambles = new ArrayList<>();

    /**
     * Packets {@code from} to {@code to}, the latter not included, as a file.
     */
    record Piece(int from, int to, String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    CaptureCut(byte[] file) {
        this.file = file;
        CaptureScanner scanner = CaptureScanner.detect(file, 0, file.length);
        if (scanner == null) {
            throw new IllegalArgumentException("not a capture");
        }
        extension = scanner.kind().name().toLowerCase(java.util.Locale.ROOT);
        int position = 0;
        while (position < file.length) {
            byte[] preamble = scanner.preamble();
            int consumed = scanner.next(file, position, file.length);
            if (consumed <= 0) {
                throw new IllegalArgumentException("cannot be read at " + position);
            }
            if (scanner.isPacket()) {
                starts.add(position);
                preambles.add(preamble);
            }
            position += consumed;
        }
    }

    int packets() {
        return starts.size();
    }

    Piece piece(int from, int to) {
        byte[] preamble = preambles.get(from);
        int start = starts.get(from);
        int end = to == starts.size() ? file.length : starts.get(to);
        byte[] bytes = Arrays.copyOf(preamble, preamble.length + end - start);
        System.arraycopy(file, start, bytes, preamble.length, end - start);
        return new Piece(from, to, "packets-" + from + "-" + to + "." + extension, bytes);
    }

    /** The file between up to {@code cuts} packets chosen at random, some pieces again with a packet more or less. */
    List<Piece> pieces(int cuts, RandomGenerator random) {
        List<Integer> at = new ArrayList<>(List.of(0, packets()));
        for (int i = 0; i < cuts; i++) {
            at.add(random.nextInt(packets()));
        }
        List<Integer> marks = at.stream().distinct().sorted().toList();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 1; i < marks.size(); i++) {
            int from = marks.get(i - 1);
            int to = marks.get(i);
            pieces.add(piece(from, to));
            switch (random.nextInt(6)) {
                case 0 -> pieces.add(piece(Math.max(0, from - 1), to));
                case 1 -> pieces.add(piece(from, Math.min(packets(), to + 1)));
                case 2 -> pieces.add(piece(random.nextInt(to), to));
                default -> {
                }
            }
        }
        return pieces;
    }
}
