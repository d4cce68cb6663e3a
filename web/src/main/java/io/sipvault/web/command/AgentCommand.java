package io.sipvault.web.command;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent is to do.
 *
 * @param path
 *            from /commands on
 * @param query
 *            empty when there is none
 * @param body
 *            null when there is none
 */
public record AgentCommand(String method, String path, String query, @Nullable JsonNode body) {
    public static AgentCommand get(String path, String query) {
        return new AgentCommand("GET", path, query, null);
    }

    public static AgentCommand post(String path, @Nullable JsonNode body) {
        return new AgentCommand("POST", path, "", body);
    }
}
