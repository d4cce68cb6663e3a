package io.sipvault.agent.roll;

import org.jspecify.annotations.Nullable;

/**
 * What every manifest of an agent says alike.
 *
 * @param agent
 *            its name
 * @param snapLength
 *            bytes kept of a packet
 * @param filter
 *            of the capture; null without one
 * @param tool
 *            program and version
 */
public record ChunkOrigin(String agent, int snapLength, @Nullable String filter, String tool) {}
