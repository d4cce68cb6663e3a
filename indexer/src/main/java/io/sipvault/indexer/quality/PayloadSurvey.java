package io.sipvault.indexer.quality;

import io.sipvault.ingest.rtp.PacketTrace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A first look over a trace: which payload types it has, what each carries and how far its timestamp goes a packet. */
final class PayloadSurvey {
    private static final int PAYLOAD_TYPES = 128;

    private final PacketTrace trace;
    private final int firstRow;
    private final int endRow;
    private final @Nullable PayloadProfile[] profiles = new PayloadProfile[PAYLOAD_TYPES];

    /**
     * @param firstRow
     *            of the packets that count; all say what a type carries
     * @param endRow
     *            behind the last of them
     */
    PayloadSurvey(PacketTrace trace, int firstRow, int endRow, StreamFormat format) {
        this.trace = trace;
        this.firstRow = firstRow;
        this.endRow = endRow;
        count();
        for (PayloadProfile profile : profiles) {
            if (profile != null) {
                profile.settle(format.payloadFormat(profile.payloadType()));
            }
        }
    }

    private void count() {
        PayloadProfile last = null;
        for (int row = 0; row < trace.size(); row++) {
            int payloadType = trace.payloadType(row);
            PayloadProfile profile = profiles[payloadType];
            if (profile == null) {
                profile = new PayloadProfile(payloadType);
                profiles[payloadType] = profile;
            }
            profile.count(trace.payloadLength(row), trace.mayBeEvent(row), row >= firstRow && row < endRow);
            if (profile == last && trace.sequenceNumber(row) == (trace.sequenceNumber(row - 1) + 1 & 0xffff)) {
                profile.step(trace.timestamp(row) - trace.timestamp(row - 1),
                        trace.arrivalNs(row) - trace.arrivalNs(row - 1));
            }
            last = profile;
        }
    }

    /** The profile of a type that the trace has. */
    PayloadProfile profile(int payloadType) {
        PayloadProfile profile = profiles[payloadType];
        if (profile == null) {
            throw new IllegalArgumentException("payload type " + payloadType + " is not in the trace");
        }
        return profile;
    }

    /** By payload type. */
    List<PayloadProfile> seen() {
        List<PayloadProfile> seen = new ArrayList<>();
        for (PayloadProfile profile : profiles) {
            if (profile != null) {
                seen.add(profile);
            }
        }
        return seen;
    }

    /** The type of most audio or video packets, the lower of equals; null if there is none. */
    @Nullable
    PayloadProfile main() {
        PayloadProfile main = null;
        for (PayloadProfile profile : seen()) {
            if (profile.isMedia() && (main == null || profile.packets() > main.packets())) {
                main = profile;
            }
        }
        return main;
    }
}
