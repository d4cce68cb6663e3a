package io.sipvault.indexer.dialog;

/** What one entry stands for: all that one Call-ID carried of one kind. */
public record DialogKey(String callId, UsageKind kind) {}
