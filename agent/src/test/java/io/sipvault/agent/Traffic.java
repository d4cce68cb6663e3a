package io.sipvault.agent;

import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.traffic.TrafficGenerator;
import io.sipvault.ingest.traffic.TrafficLedger;
import io.sipvault.ingest.traffic.TrafficProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Generated calls as frames on a wire. */
public final class Traffic {
    public static final int ETHERNET = 1;

    private final List<Frame> frames = new ArrayList<>();
    private final TrafficLedger ledger;

    /** A captured frame. */
    public record Frame(long timeNs, byte[] bytes) {}

    private Traffic(TrafficLedger ledger, byte[] capture) {
        this.ledger = ledger;
        frames.addAll(frames(capture));
    }

    /** The frames of a capture file. */
    public static List<Frame> frames(byte[] capture) {
        List<Frame> frames = new ArrayList<>();
        CaptureScanner scanner = Objects.requireNonNull(CaptureScanner.detect(capture, 0, capture.length));
        for (int at = 0; at < capture.length;) {
            int consumed = scanner.next(capture, at, capture.length);
            if (scanner.isPacket()) {
                byte[] bytes = new byte[scanner.capturedLength()];
                System.arraycopy(capture, scanner.dataOffset(), bytes, 0, bytes.length);
                frames.add(new Frame(scanner.timeNs(), bytes));
            }
            at += consumed;
        }
        return frames;
    }

    /** Some calls with media, some of them over TCP and with IP fragments. */
    public static Traffic calls(int dialogs) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrafficLedger ledger = TrafficGenerator.write(TrafficProfile.rtpHeavy(7).withDialogs(dialogs)
                .withSpan(Duration.ofSeconds(20)).withMedia(Duration.ofSeconds(4)).withTcpShare(0.3)
                .withFragmentShare(0.2), out);
        return new Traffic(ledger, out.toByteArray());
    }

    public List<Frame> frames() {
        return frames;
    }

    public TrafficLedger ledger() {
        return ledger;
    }
}
