package io.sipvault.agent.config;

import io.sipvault.ingest.transport.Endpoint;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where HEP is received, or sent to: {@code udp:0.0.0.0:9060}, {@code tls:[2001:db8::1]:9061}.
 *
 * @param host
 *            a literal address, IPv6 without brackets, or a name
 * @param port
 *            0 for a free one
 */
public record HepAddress(Transport transport, String host, int port) {
    private static final Pattern FORM = Pattern
            .compile("(?i)(udp|tcp|tls):(\\[[0-9a-f:.]+]|[a-z0-9][a-z0-9._-]{0,252}):(\\d{1,5})");
    private static final int MOST_PORT = 0xffff;

    /** What carries it. */
    public enum Transport {
        UDP, TCP, TLS
    }

    /** Empty when the text is none. */
    static Optional<HepAddress> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > MOST_PORT) {
            return Optional.empty();
        }
        HepAddress address = new HepAddress(Transport.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                matcher.group(2).replaceAll("[\\[\\]]", ""), Integer.parseInt(matcher.group(3)));
        boolean bracketed = matcher.group(2).startsWith("[");
        return bracketed && address.literal() == null ? Optional.empty() : Optional.of(address);
    }

    /** Address and port where the host is a literal; null when it is a name. */
    public @Nullable Endpoint literal() {
        return Endpoint.parse(host, port);
    }

    boolean isLoopback() {
        Endpoint literal = literal();
        return literal != null && literal.toInetAddress().isLoopbackAddress();
    }

    /** As it is set. */
    @Override
    public String toString() {
        return transport.name().toLowerCase(Locale.ROOT) + ":" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + port;
    }
}
