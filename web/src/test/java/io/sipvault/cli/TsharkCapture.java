package io.sipvault.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A capture as tshark reads it. */
final class TsharkCapture {
    private static final String[] FIELDS = {"frame.number", "frame.time_epoch", "frame.md5_hash", "sip.Call-ID",
            "ip.fragment", "ipv6.fragment", "tcp.segment", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "udp.srcport",
            "udp.dstport", "sdp.connection_info.address", "sdp.media.port", "icmp.type", "udp.payload"};

    private final Map<String, Frame> byNumber = new HashMap<>();
    private final List<Frame> frames = new ArrayList<>();

    /**
     * A frame.
     *
     * @param identity
     *            time in nanoseconds, and hash of all its bytes
     * @param callIds
     *            of the SIP messages in it
     * @param parts
     *            numbers of the frames that carried the rest of what this one completes
     * @param media
     *            endpoints that its SDP announces
     * @param src
     *            address and port that sent the UDP datagram in it; of an ICMP error of the one that is quoted
     * @param icmp
     *            whether it is an ICMP error that quotes UDP
     * @param payload
     *            of UDP, of the quoted datagram in an ICMP error
     */
    record Frame(String identity, Set<String> callIds, List<String> parts, Set<String> media, String src, String dst,
            boolean icmp, byte[] payload) {
        boolean isRtcp() {
            return isVersion2() && (payload[1] & 0xff) >= 192 && (payload[1] & 0xff) <= 223;
        }

        boolean isRtp() {
            return isVersion2() && payload.length >= 12 && !isRtcp();
        }

        private boolean isVersion2() {
            return payload.length >= 8 && (payload[0] & 0xc0) == 0x80;
        }

        String ssrc() {
            return HexFormat.of().formatHex(payload, isRtcp() ? 4 : 8, isRtcp() ? 8 : 12);
        }
    }

    /** Whether there is a tshark to ask. */
    static boolean isThere() {
        try {
            return new ProcessBuilder("tshark", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static TsharkCapture read(Path file) throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-o",
                "frame.generate_md5_hash:TRUE", "-T", "fields", "-E", "occurrence=a"));
        Arrays.stream(FIELDS).forEach(field -> command.addAll(List.of("-e", field)));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        TsharkCapture capture = new TsharkCapture();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().forEach(capture::add);
        return capture;
    }

    private void add(String line) {
        String[] f = line.split("\t", -1);
        boolean icmp = !f[15].isEmpty() && !f[11].isEmpty();
        int quoted = icmp ? 1 : 0;
        String src = f[9].isEmpty() ? nth(f[7], quoted) : nth(f[9], quoted);
        String dst = f[10].isEmpty() ? nth(f[8], quoted) : nth(f[10], quoted);
        Frame frame = new Frame(f[1] + " " + f[2], values(f[3]), parts(f), media(f[13], f[14]), src + " " + f[11],
                dst + " " + f[12], icmp, HexFormat.of().parseHex(f[16]));
        byNumber.put(f[0], frame);
        frames.add(frame);
    }

    private static List<String> parts(String... f) {
        return List.of(f[4], f[5], f[6]).stream().filter(part -> !part.isEmpty())
                .flatMap(part -> Arrays.stream(part.split(",", -1))).toList();
    }

    private static Set<String> media(String addresses, String ports) {
        Set<String> media = new TreeSet<>();
        values(addresses).forEach(address -> values(ports).forEach(port -> media.add(address + " " + port)));
        return media;
    }

    private static Set<String> values(String field) {
        return field.isEmpty() ? Set.of() : new TreeSet<>(List.of(field.split(",", -1)));
    }

    private static String nth(String field, int index) {
        String[] values = field.split(",", -1);
        return values[Math.min(index, values.length - 1)];
    }

    List<Frame> frames() {
        return frames;
    }

    List<String> identities() {
        return frames.stream().map(Frame::identity).sorted().toList();
    }

    /** The frames of some Call-IDs, those that carried a part of a message too. */
    List<Frame> signalling(Set<String> callIds) {
        List<Frame> found = new ArrayList<>();
        for (Frame frame : frames) {
            if (!frame.icmp && frame.callIds.stream().anyMatch(callIds::contains)) {
                found.add(frame);
                frame.parts.stream().map(byNumber::get).forEach(found::add);
            }
        }
        return found.stream().distinct().toList();
    }
}
