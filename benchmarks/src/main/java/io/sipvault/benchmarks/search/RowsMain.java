package io.sipvault.benchmarks.search;

import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipStartLine;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the SIP messages of a generated capture as rows for PostgreSQL's COPY, and keys of some of its calls. */
@Command(name = "rows", mixinStandardHelpOptions = true, description = "Writes the SIP messages of a capture as rows for COPY, and keys of some of its calls.")
public final class RowsMain implements Callable<Integer> {
    private static final int ETHERNET = 1;
    private static final int BUFFER_BYTES = 1 << 20;

    @Parameters(index = "0", paramLabel = "FILE", description = "The capture: Ethernet, UDP.")
    @SuppressWarnings("NullAway.Init")
    private Path capture;

    @Option(names = "--keys", required = true, description = "The file that keys are appended to.")
    @SuppressWarnings("NullAway.Init")
    private Path keys;

    @Option(names = "--every", defaultValue = "100", description = "Of how many INVITEs one gives keys. Default: 100.")
    private int every;

    @Option(names = "--keys-only", description = "Writes no rows.")
    private boolean keysOnly;

    private int invites;

    public static void main(String[] args) {
        System.exit(new CommandLine(new RowsMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        byte[] bytes = Files.readAllBytes(capture);
        try (Writer rows = writer(new FileOutputStream(FileDescriptor.out));
                PrintWriter sampled = new PrintWriter(writer(new FileOutputStream(keys.toFile(), true)))) {
            walk(bytes, rows, sampled);
        }
        return 0;
    }

    private static Writer writer(FileOutputStream file) {
        return new OutputStreamWriter(new BufferedOutputStream(file, BUFFER_BYTES), StandardCharsets.UTF_8);
    }

    private void walk(byte[] bytes, Writer rows, PrintWriter sampled) throws IOException {
        CaptureScanner scanner = Objects.requireNonNull(CaptureScanner.detect(bytes, 0, bytes.length),
                "no capture: " + capture);
        PacketDissector dissector = new PacketDissector();
        Packet packet = new Packet();
        for (int at = 0; at < bytes.length;) {
            at += scanner.next(bytes, at, bytes.length);
            if (scanner.isPacket()) {
                packet.reset(bytes, scanner.dataOffset(), scanner.capturedLength(), scanner.originalLength(), ETHERNET,
                        scanner.timeNs());
                if (dissector.dissect(packet) == Outcome.UDP
                        && SipStartLine.matches(bytes, packet.payloadOffset(), packet.payloadLength())) {
                    message(packet, rows, sampled);
                }
            }
        }
    }

    private void message(Packet packet, Writer rows, PrintWriter sampled) throws IOException {
        SipMessage message = SipMessage.parse(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
        if (!keysOnly) {
            rows.write(MessageRow.of(packet, message));
        }
        if (message.isRequest() && message.method().equals("INVITE") && invites++ % every == 0) {
            sampled.println(SearchKeys.of(packet, message));
        }
    }
}
