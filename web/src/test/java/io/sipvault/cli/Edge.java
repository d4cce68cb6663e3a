package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.AgentMain;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The edge of a voice network on loopback: Kamailio that reports in HEP and anchors media at rtpengine, phones by SIPp, and
 * agents. All processes end with it.
 */
final class Edge implements AutoCloseable {
    private static final int MEDIA_FROM = 22_000;
    private static final int MEDIA_TO = 25_999;

    private final Path folder;
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();

    Edge(Path folder) throws IOException {
        this.folder = folder;
        for (String name : List.of("PROXY_PORT", "NG_PORT", "HEP_PORT", "UAS_PORT", "UAC_PORT", "UAS_MEDIA",
                "UAC_MEDIA")) {
            ports.put(name, freePort());
        }
        for (String name : List.of("caller.xml", "called.xml", "kamailio.cfg")) {
            Files.writeString(folder.resolve(name), withPorts(resource(name)));
        }
        byte[] speech = new byte[32_000];
        Arrays.fill(speech, (byte) 0xd5);
        Files.write(folder.resolve("speech.alaw"), speech);
    }

    /** Even, as media ports are. */
    private int freePort() throws IOException {
        while (true) {
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                if (port % 2 == 0 && (port < MEDIA_FROM || port > MEDIA_TO) && !ports.containsValue(port)) {
                    return port;
                }
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Edge.class.getResourceAsStream("/edge/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String withPorts(String text) {
        String filled = text;
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            filled = filled.replace(port.getKey(), String.valueOf(port.getValue()));
        }
        return filled;
    }

    /** What this machine lacks for it, in words; empty when it is all there. */
    static String missing() {
        return String.join(", ", List.of("kamailio", "rtpengine", "sipp").stream().filter(name -> !isInstalled(name))
                .toList());
    }

    private static boolean isInstalled(String name) {
        return Arrays.stream(System.getenv("PATH").split(":", -1)).map(Path::of).map(path -> path.resolve(name))
                .anyMatch(Files::isExecutable)
                || Files.isExecutable(Path.of("/usr/sbin", name));
    }

    /** Where the standard error of a program goes: what it logs. */
    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private Process start(String name, String... command) throws IOException {
        List<String> filled = Arrays.stream(command).map(this::withPorts).toList();
        Process process = new ProcessBuilder(filled).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log(name).toFile()).start();
        processes.add(process);
        return process;
    }

    /** Kamailio, rtpengine and the phone that is called. */
    Edge startNetwork() throws IOException, InterruptedException {
        start("rtpengine", "rtpengine", "--config-file=none", "--table=-1", "--interface=127.0.0.1",
                "--listen-ng=127.0.0.1:NG_PORT", "--port-min=" + MEDIA_FROM, "--port-max=" + MEDIA_TO, "--foreground",
                "--log-stderr", "--log-level=6");
        await(log("rtpengine"), "Startup complete");
        start("kamailio", "kamailio", "-f", "kamailio.cfg", "-DD", "-E", "-w", folder.toString(), "-Y",
                folder.toString());
        await(log("kamailio"), "rtpengine instance");
        start("called", "sipp", "-sf", "called.xml", "-i", "127.0.0.1", "-p", "UAS_PORT", "-mp", "UAS_MEDIA",
                "-nostdin");
        return this;
    }

    /** Makes calls of two seconds, twenty of them each second. @return their Call-IDs */
    List<String> call(int calls) throws IOException, InterruptedException {
        Process caller = start("caller", "sipp", "127.0.0.1:PROXY_PORT", "-sf", "caller.xml", "-i", "127.0.0.1", "-p",
                "UAC_PORT", "-mp", "UAC_MEDIA", "-m", String.valueOf(calls), "-r", "20", "-nostdin");
        assertThat(caller.waitFor(3, TimeUnit.MINUTES)).as("SIPp ended").isTrue();
        assertThat(caller.exitValue()).as(tail(log("caller"))).isZero();
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= calls; number++) {
            ids.add(number + "-" + caller.pid() + "@127.0.0.1");
        }
        return ids;
    }

    private static String tail(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** Starts an agent and waits until it is at work. */
    Process agent(String name, String settings) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(name + ".properties"), withPorts(settings));
        Process agent = start(name, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                AgentMain.class.getName(), "--config", file.toString());
        await(log(name), "sipvault agent " + name + " ");
        return agent;
    }

    private static void await(Path file, String words) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!Files.readString(file, StandardCharsets.ISO_8859_1).contains(words)) {
            assertThat(System.nanoTime() - began).as(words + " in " + tail(file))
                    .isLessThan(TimeUnit.MINUTES.toNanos(1));
            Thread.sleep(50);
        }
    }

    /** As by SIGTERM. */
    static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes.reversed()) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
