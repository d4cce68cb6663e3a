package io.sipvault.agent.config;

import io.sipvault.agent.capture.MediaPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is captured.
 *
 * @param interfaces
 *            that are captured; none of an agent that only listens or follows logs
 * @param filter
 *            of the capture; null without one
 * @param bufferBytes
 *            what the kernel keeps of an interface until it is read
 * @param snapLength
 *            bytes kept of a packet
 * @param announcedOnly
 *            whether media counts only at endpoints that SDP named
 */
public record CaptureSettings(List<String> interfaces, @Nullable String filter, int bufferBytes, int snapLength,
        MediaPolicy media, boolean announcedOnly) {
    private static final long MEGABYTE = 1 << 20;

    public CaptureSettings {
        interfaces = List.copyOf(interfaces);
    }

    static CaptureSettings read(AgentFile found) {
        return new CaptureSettings(found.namesOrNone(AgentSetting.INTERFACES), found.textOrNull(AgentSetting.FILTER),
                (int) found.size(AgentSetting.BUFFER, MEGABYTE, 512 * MEGABYTE),
                (int) found.number(AgentSetting.SNAP_LENGTH, 256, 262_144),
                MediaPolicy.valueOf(found.oneOf(AgentSetting.MEDIA, "whole", "headers", "none")),
                found.oneOf(AgentSetting.MEDIA_AT, "announced", "any").equals("ANNOUNCED"));
    }
}
