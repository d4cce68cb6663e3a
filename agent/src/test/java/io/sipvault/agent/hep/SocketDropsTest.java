package io.sipvault.agent.hep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketDropsTest {
    private static final String HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
            + "   uid  timeout inode ref pointer drops            \n";

    @TempDir
    private Path folder;

    private void table(String file, String... lines) throws IOException {
        Files.writeString(folder.resolve(file), HEADER + String.join("\n", lines) + "\n");
    }

    private static String line(String local, long drops) {
        return " 4135: " + local + " 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 10 2 0 "
                + drops;
    }

    @Test
    void areThoseOfTheSocketThatWereNotToldYet() throws IOException {
        SocketDrops drops = new SocketDrops(folder, new InetSocketAddress("127.0.0.1", 9060), true);

        table("udp", line("0100007F:2364", 3), line("0200007F:2364", 50), line("0100007F:2365", 700));
        assertThat(drops.more()).isEqualTo(3);
        table("udp", line("0100007F:2364", 10), "nonsense", "");
        assertThat(drops.more()).isEqualTo(7);
        assertThat(drops.more()).isZero();
    }

    @Test
    void areFoundForIpv6Too() throws IOException {
        SocketDrops drops = new SocketDrops(folder, new InetSocketAddress("2001:db8::1", 9060), false);

        table("udp6", line("B80D0120000000000000000001000000:2364", 4));

        assertThat(drops.more()).isEqualTo(4);
    }

    @Test
    void areNoneWhereTheSystemTellsNone() {
        SocketDrops drops = new SocketDrops(folder, new InetSocketAddress("127.0.0.1", 9060), true);

        assertThat(drops.areTold()).isFalse();
        assertThat(drops.more()).isZero();
    }

    @Test
    void areCountedByThisKernel() throws IOException {
        Path proc = Path.of("/proc/net");
        Assumptions.assumeTrue(Files.isReadable(proc.resolve("udp")), "SKIPPED: no /proc/net/udp here");
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)
                .setOption(StandardSocketOptions.SO_RCVBUF, 4_096)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramSocket sender = new DatagramSocket()) {
            SocketDrops drops = new SocketDrops(proc, (InetSocketAddress) channel.getLocalAddress(), true);
            boolean listed = Files.readString(proc.resolve("udp")).contains("0100007F:");
            Assumptions.assumeTrue(listed, "SKIPPED: /proc/net/udp lists no sockets here");
            for (int i = 0; i < 200; i++) {
                sender.send(new DatagramPacket(new byte[1_000], 1_000, channel.getLocalAddress()));
            }
            assertThat(drops.more()).isBetween(150L, 200L);
        }
    }
}
