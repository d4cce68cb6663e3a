package io.sipvault.benchmarks.traffic;

import io.sipvault.ingest.traffic.TrafficGenerator;
import io.sipvault.ingest.traffic.TrafficLedger;
import io.sipvault.ingest.traffic.TrafficProfile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes one capture and prints what it holds. */
@Command(name = "traffic", mixinStandardHelpOptions = true, description = "Writes a generated capture and prints what it holds. The same options give the same bytes.")
public final class TrafficMain implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 20;

    /** The captures there are. */
    enum Kind {
        RTP_HEAVY("rtp-heavy"), SIP_ONLY("sip-only"), CALLS("calls");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", description = "rtp-heavy: answered calls with RTP, 1,500 of them 1 GB. "
            + "sip-only: dialogs of all sorts without media, 270,000 of them 0.5 GB. "
            + "calls: calls with every outcome without media, 33,333 in a day.")
    @SuppressWarnings("NullAway.Init")
    private Kind kind;

    @Parameters(index = "1", paramLabel = "FILE", description = "The capture to write.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = {"--calls", "--dialogs"}, description = "How many, instead of the number above.")
    private int dialogs;

    @Option(names = "--scale", defaultValue = "1", description = "Multiplies their number.")
    private double scale;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed gives other traffic. Default: 1.")
    private long seed;

    @Option(names = "--tcp", paramLabel = "SHARE", defaultValue = "0", description = "Share of the dialogs over TCP, 0 to 1.")
    private double tcpShare;

    @Option(names = "--fragments", paramLabel = "SHARE", defaultValue = "0", description = "Share of the calls whose INVITE is larger than a packet, 0 to 1.")
    private double fragmentShare;

    @Option(names = "--start", paramLabel = "TIME", description = "Capture time of the beginning, such as 2026-01-12T09:00:00Z.")
    private @Nullable Instant start;

    @Option(names = "--span", paramLabel = "TIME", description = "Capture time over which all begin, such as PT24H.")
    private @Nullable Duration span;

    public static void main(String[] args) {
        System.exit(new CommandLine(new TrafficMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        TrafficProfile whole = switch (kind) {
            case RTP_HEAVY -> TrafficProfile.rtpHeavy(seed);
            case SIP_ONLY -> TrafficProfile.sipOnly(seed);
            case CALLS -> TrafficProfile.callsOfADay(seed);
        };
        int number = (int) Math.max(1, Math.round((dialogs > 0 ? dialogs : whole.dialogs()) * scale));
        TrafficProfile profile = whole.withDialogs(number).withTcpShare(tcpShare).withFragmentShare(fragmentShare);
        TrafficProfile spread = span == null ? profile : profile.withSpan(span);
        long startNs = start == null ? TrafficGenerator.START_NS : start.getEpochSecond() * 1_000_000_000L;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            TrafficLedger ledger = TrafficGenerator.write(spread, startNs, out);
            spec.commandLine().getOut().print(ledger.summary());
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
