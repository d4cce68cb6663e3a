package io.sipvault.agent.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whom an agent reports to.
 *
 * @param tokenFile
 *            what it proves itself with
 * @param certificate
 *            of the server: a file of PEM, or 64 hexadecimal digits; null for the authorities that Java knows
 */
public record CenterSettings(URI address, Path tokenFile, @Nullable String certificate) {
    /** Null when no server is set. */
    static @Nullable CenterSettings read(AgentFile found) {
        URI address = found.parsedOrNull(AgentSetting.CENTER, CenterSettings::address);
        if (address == null) {
            return null;
        }
        return new CenterSettings(address, Path.of(found.text(AgentSetting.CENTER_TOKEN_FILE)),
                found.textOrNull(AgentSetting.CENTER_CERTIFICATE));
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        boolean http = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!http || address.getHost() == null || address.getQuery() != null || address.getUserInfo() != null) {
            throw new IllegalArgumentException(text);
        }
        return URI.create(text.replaceFirst("/+$", ""));
    }

    /** Whether the token goes over the network as it is. */
    public boolean isInTheClear() {
        return "http".equalsIgnoreCase(address.getScheme())
                && !address.getHost().matches("localhost|127\\..*|\\[::1]");
    }
}
