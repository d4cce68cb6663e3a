package io.sipvault.agent.config;

import io.sipvault.ingest.transport.Endpoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where commands are taken.
 *
 * @param tokenFile
 *            holds what whoever gives commands has to bear
 * @param certificate
 *            chain in PEM, the key's own first; null without TLS
 * @param key
 *            PKCS#8 in PEM; null without TLS
 */
public record CommandSettings(InetSocketAddress listen, Path tokenFile, @Nullable Path certificate,
        @Nullable Path key) {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[0-9.]+):(\\d{1,5})");
    private static final int MOST_PORT = 0xffff;

    /** Null when none are taken. */
    static @Nullable CommandSettings read(AgentFile found) {
        InetSocketAddress listen = found.parsedOrNull(AgentSetting.COMMAND_LISTEN, CommandSettings::address);
        if (listen == null) {
            return null;
        }
        Path token = Path.of(found.text(AgentSetting.COMMAND_TOKEN_FILE));
        Path certificate = found.pathOrNull(AgentSetting.COMMAND_TLS_CERTIFICATE);
        Path key = found.pathOrNull(AgentSetting.COMMAND_TLS_KEY);
        if ((certificate == null) != (key == null)) {
            throw AgentFile.refused(AgentSetting.COMMAND_TLS_CERTIFICATE.property() + " and "
                    + AgentSetting.COMMAND_TLS_KEY.property() + " belong together: set both or none");
        }
        boolean plain = isPlainAllowed(found);
        if (certificate == null && !listen.getAddress().isLoopbackAddress() && !plain) {
            throw AgentFile.refused(AgentSetting.COMMAND_LISTEN.property() + " is " + listen.getAddress()
                    .getHostAddress() + ", where others could read the token on its way: set "
                    + AgentSetting.COMMAND_TLS_CERTIFICATE.property() + " and "
                    + AgentSetting.COMMAND_TLS_KEY.property() + ", or "
                    + AgentSetting.COMMAND_ALLOW_PLAIN.property() + " = yes");
        }
        return new CommandSettings(listen, token, certificate, key);
    }

    /** Whether commands may come in the clear. */
    static boolean isPlainAllowed(AgentFile found) {
        return found.oneOf(AgentSetting.COMMAND_ALLOW_PLAIN, "yes", "no").equals("YES");
    }

    private static InetSocketAddress address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        Endpoint literal = matcher.matches() ? Endpoint.parse(matcher.group(1), 0) : null;
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (literal == null || port > MOST_PORT) {
            throw new IllegalArgumentException(text);
        }
        return new InetSocketAddress(literal.toInetAddress(), port);
    }
}
