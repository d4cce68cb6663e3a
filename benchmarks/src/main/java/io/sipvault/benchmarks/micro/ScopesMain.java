package io.sipvault.benchmarks.micro;

import com.github.luben.zstd.Zstd;
import io.sipvault.agent.capture.AnnouncedMedia;
import io.sipvault.agent.capture.MediaPolicy;
import io.sipvault.agent.capture.MessageObservers;
import io.sipvault.agent.capture.PacketCounts;
import io.sipvault.agent.capture.PacketFilter;
import io.sipvault.agent.collect.SignallingTap;
import io.sipvault.agent.command.Answer;
import io.sipvault.agent.command.CommandRoutes;
import io.sipvault.agent.command.Scopes;
import io.sipvault.ingest.traffic.TrafficGenerator;
import io.sipvault.ingest.traffic.TrafficProfile;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints what scoped captures cost the agent for each packet: CPU time of the thread that captures, from the frame to the copy
 * that is spooled. All kinds take turns, and the median of the turns counts, so that a busy machine changes little.
 */
public final class ScopesMain {
    private static final int TURNS = 61;
    private static final int WARM_UP = 20;
    private static final int ROOM = 4 << 20;
    private static final int CREATED = 201;
    private static final Pattern FROM = Pattern.compile("\r\nFrom: [^\r\n]*?sips?:([^@;>\r\n]+)@");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<byte[]> frames;
    private final byte[] copies = new byte[ROOM];
    private int copied;
    private long timeNs = TrafficGenerator.START_NS;

    private ScopesMain(TrafficProfile profile) throws IOException {
        frames = Captured.of(profile).frames();
    }

    public static void main(String[] arguments) throws IOException {
        new ScopesMain(TrafficProfile.rtpHeavy(Captured.SEED).withDialogs(12).withMedia(Duration.ofSeconds(10)))
                .print("calls with media");
        new ScopesMain(TrafficProfile.sipOnly(Captured.SEED).withDialogs(2_000)).print("signalling alone");
    }

    private void print(String traffic) throws IOException {
        List<String> names = List.of("no scope", "1, which matches", "300 numbers", "300 of all kinds");
        List<PacketFilter> filters = List.of(filter(0, this::number), filter(1, this::number),
                filter(300, this::number), filter(300, this::mixed));
        long[][] costs = new long[filters.size() + 1][TURNS];
        for (int turn = -WARM_UP; turn < TURNS; turn++) {
            for (int kind = 0; kind < costs.length; kind++) {
                long began = THREADS.getCurrentThreadCpuTime();
                if (kind < filters.size()) {
                    capture(filters.get(kind));
                } else {
                    pack();
                }
                costs[kind][Math.max(0, turn)] = THREADS.getCurrentThreadCpuTime() - began;
            }
        }
        System.out.println(traffic + ", " + frames.size() + " packets");
        for (int kind = 0; kind < costs.length; kind++) {
            Arrays.sort(costs[kind]);
            System.out.printf(Locale.ROOT, "  %-20s %6.0f ns a packet%n",
                    kind < names.size() ? names.get(kind) : "packing, beside it",
                    costs[kind][TURNS / 2] / (double) frames.size());
        }
    }

    private PacketFilter filter(int scopes, IntFunction<String> criteria) throws IOException {
        Scopes running = Scopes.open(Files.createTempDirectory("sipvault-scopes"), Clock.systemUTC(),
                System::nanoTime);
        CommandRoutes commands = new CommandRoutes(running);
        for (int i = 0; i < scopes; i++) {
            start(commands, i, i == 0 ? firstCaller() : criteria.apply(i));
        }
        return new PacketFilter(MediaPolicy.WHOLE, new MessageObservers(new AnnouncedMedia(), running.watch()),
                (kind, link, time, original, bytes, length) -> copy(bytes, length), SignallingTap.NONE,
                new PacketCounts());
    }

    private void copy(byte[] bytes, int length) {
        copied = copied + length > ROOM ? 0 : copied;
        System.arraycopy(bytes, 0, copies, copied, length);
        copied += length;
    }

    private static void start(CommandRoutes commands, int i, String criteria) {
        Answer answer = commands.answer("POST", "/commands/start", "", String.format(Locale.ROOT,
                "{\"id\": \"scope-%04d\", \"criteria\": {%s}, \"capture_rtp\": true, \"expires_at\": \"%s\"}", i,
                criteria, Clock.systemUTC().instant().plusSeconds(3_600)).getBytes(StandardCharsets.UTF_8));
        if (answer.status() != CREATED) {
            throw new IllegalStateException("a scope was refused: " + answer);
        }
    }

    private String firstCaller() {
        for (byte[] frame : frames) {
            Matcher from = FROM.matcher(new String(frame, StandardCharsets.ISO_8859_1));
            if (from.find()) {
                return "\"from\": \"" + from.group(1) + "\"";
            }
        }
        throw new IllegalStateException("the traffic has no message");
    }

    private String number(int i) {
        return String.format(Locale.ROOT, "\"%s\": \"+1999555%04d\"", i % 2 == 0 ? "from" : "to", i);
    }

    private String mixed(int i) {
        return switch (i % 6) {
            case 2 -> String.format(Locale.ROOT, "\"text\": \"X-Customer: %04d\"", i);
            case 3 -> String.format(Locale.ROOT, "\"domain\": \"tenant-%d.example\"", i);
            case 4 -> String.format(Locale.ROOT, "\"provider_ip\": \"203.0.%d.%d/30\"", i / 64, i % 64 * 4);
            case 5 -> String.format(Locale.ROOT, "\"call_id\": \"call-%04d@example\"", i);
            default -> number(i);
        };
    }

    private void capture(PacketFilter filter) {
        for (byte[] frame : frames) {
            timeNs += 5_000_000;
            filter.packet(frame, frame.length, frame.length, Captured.ETHERNET, timeNs);
        }
    }

    /** What is done with each packet afterwards, mostly: hashing, compressing, hashing again. */
    private void pack() {
        List<byte[]> parts = new ArrayList<>();
        ByteBuffer frame = ByteBuffer.allocate(1 << 20);
        for (byte[] packet : frames) {
            if (frame.remaining() < packet.length) {
                parts.add(packed(frame));
                frame.clear();
            }
            frame.put(packet);
        }
        parts.add(packed(frame));
        parts.forEach(part -> Hash128.sha256().digest(part));
    }

    private static byte[] packed(ByteBuffer frame) {
        byte[] content = Arrays.copyOf(frame.array(), frame.position());
        return Hash128.sha256().digest(content).length == 0 ? content : Zstd.compress(content, 1);
    }
}
