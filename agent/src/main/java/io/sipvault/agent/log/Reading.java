package io.sipvault.agent.log;

import java.util.function.LongSupplier;

/**
 * What all files are read with.
 *
 * @param nanos
 *            a clock that only goes on, as {@link System#nanoTime}
 */
record Reading(LogPositions positions, LineTimes times, Redaction redaction, LongSupplier nanos) {}
