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
 * @param givesCommands
 *            whether the agent asks it for commands, over the connection that it opens itself
 */
public record CenterSettings(URI address, Path tokenFile, @Nullable String certificate, boolean givesCommands) {
    /** Null when no server is set. */
    static @Nullable CenterSettings read(AgentFile found) {
        URI address = found.parsedOrNull(AgentSetting.CENTER, CenterSettings::address);
        boolean commands = found.oneOf(AgentSetting.COMMAND_FROM_CENTER, "yes", "no").equals("YES");
        if (address == null && commands) {
            throw AgentFile.refused(AgentSetting.COMMAND_FROM_CENTER.property() + " is yes and "
                    + AgentSetting.CENTER.property() + " is not set: whom is the agent to ask for commands?");
        }
        if (address == null) {
            return null;
        }
        CenterSettings read = new CenterSettings(address, Path.of(found.text(AgentSetting.CENTER_TOKEN_FILE)),
                found.textOrNull(AgentSetting.CENTER_CERTIFICATE), commands);
        if (commands && read.isInTheClear() && !CommandSettings.isPlainAllowed(found)) {
            throw AgentFile.refused(AgentSetting.COMMAND_FROM_CENTER.property() + " is yes and "
                    + AgentSetting.CENTER.property() + " is not https: whoever is on the way could order captures. Set"
                    + " an address with https, or " + AgentSetting.COMMAND_ALLOW_PLAIN.property() + " = yes");
        }
        return read;
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
