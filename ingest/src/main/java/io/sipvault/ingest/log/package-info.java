/**
 * Log lines as records: their time, whoever wrote it. Formats: RFC 5424 and RFC 3339 times, RFC 3164 without a year, epoch seconds
 * in brackets.
 */
@NullMarked
package io.sipvault.ingest.log;

import org.jspecify.annotations.NullMarked;
