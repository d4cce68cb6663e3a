package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkKind;

/** The chunks of one kind that one agent rolled. */
public record CaptureTrack(String agent, ChunkKind kind) {}
