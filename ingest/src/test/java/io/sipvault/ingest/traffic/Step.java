package io.sipvault.ingest.traffic;

/** A SIP message that goes over a hop at a time. */
record Step(long timeNs, boolean fromCaller, byte[] message) {}
