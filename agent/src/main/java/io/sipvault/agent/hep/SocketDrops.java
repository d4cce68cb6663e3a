package io.sipvault.agent.hep;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How many datagrams the kernel dropped at a UDP socket since nobody read them in time: the last column of
 * {@code /proc/net/udp} and {@code udp6}, proc(5), in the line of the socket's local address. For one thread.
 */
final class SocketDrops {
    private static final int LOCAL_ADDRESS = 1;

    private final Path table;
    private final String local;
    private long told;

    /**
     * @param folder
     *            {@code /proc/net}
     * @param v4
     *            whether it is a socket of IPv4 alone
     */
    SocketDrops(Path folder, InetSocketAddress bound, boolean v4) {
        this.table = folder.resolve(v4 ? "udp" : "udp6");
        this.local = name(Endpoints.of(bound), v4);
    }

    /** As the table writes an address: words of 32 bits as the machine has them, then the port. */
    private static String name(Endpoint endpoint, boolean v4) {
        StringBuilder name = new StringBuilder();
        byte[] bytes = new byte[2 * Long.BYTES];
        Bytes.putI64(bytes, 0, endpoint.addressHigh());
        Bytes.putI64(bytes, Long.BYTES, endpoint.addressLow());
        for (int at = v4 ? 12 : 0; at < bytes.length; at += Integer.BYTES) {
            int word = Bytes.i32(bytes, at);
            name.append(String.format(Locale.ROOT, "%08X",
                    ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word));
        }
        return name + String.format(Locale.ROOT, ":%04X", endpoint.port());
    }

    /** Whether this system tells them. */
    boolean areTold() {
        return Files.isReadable(table);
    }

    /** Those since it was asked last. */
    long more() {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            long all = lines.map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].equals(local))
                    .mapToLong(columns -> number(columns[columns.length - 1])).sum();
            long more = Math.max(0, all - told);
            told = Math.max(told, all);
            return more;
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
