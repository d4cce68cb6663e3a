package io.sipvault.agent.capture;

/** What is kept of media packets. */
public enum MediaPolicy {
    /** All bytes. */
    WHOLE,
    /** Headers, and the payload of packets that may be DTMF: enough for loss, jitter and quality. */
    HEADERS,
    /** Nothing. */
    NONE
}
