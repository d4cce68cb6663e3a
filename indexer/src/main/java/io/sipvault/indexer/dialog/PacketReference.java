package io.sipvault.indexer.dialog;

import io.sipvault.ingest.wire.Hash128;
import java.util.Arrays;
import java.util.List;

/**
 * Where the packets of a message are kept.
 *
 * @param offsets
 *            of the packets in the chunk's content, ascending
 */
public record PacketReference(Hash128 chunkId, List<Integer> offsets) implements Comparable<PacketReference> {
    static PacketReference of(WitnessedMessage witnessed) {
        int[] offsets = witnessed.observation().packetOffsets();
        return new PacketReference(witnessed.chunkId(),
                offsets.length == 1 ? List.of(offsets[0]) : Arrays.stream(offsets).boxed().toList());
    }

    @Override
    public int compareTo(PacketReference other) {
        int order = chunkId.compareTo(other.chunkId);
        for (int i = 0; order == 0 && i < Math.min(offsets.size(), other.offsets.size()); i++) {
            order = Integer.compare(offsets.get(i), other.offsets.get(i));
        }
        return order != 0 ? order : Integer.compare(offsets.size(), other.offsets.size());
    }
}
