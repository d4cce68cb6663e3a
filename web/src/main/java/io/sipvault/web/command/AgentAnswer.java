package io.sipvault.web.command;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import tools.jackson.databind.JsonNode;

/**
 * What an agent answered to a command.
 *
 * @param status
 *            of HTTP, whatever way it came
 */
public record AgentAnswer(int status, JsonNode body) {
    private static final int LEAST = 200;
    private static final int MOST = 599;

    /**
     * Checks it.
     *
     * @throws ForensicException
     *             BAD_REQUEST when it is none
     */
    public AgentAnswer {
        if (status < LEAST || status > MOST) {
            throw new ForensicException(ErrorCode.BAD_REQUEST,
                    "an answer to a command has a status of " + LEAST + " to "
                            + MOST + ", got " + status);
        }
    }
}
