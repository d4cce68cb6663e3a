/**
 * RTCP: sender and receiver reports, source descriptions and BYE (RFC 3550 6), extended reports with their VoIP metrics
 * block (RFC 3611), and all other packets by their type. What endpoints report about themselves is kept in their units
 * and shown beside what was measured, never mixed into it.
 */
@NullMarked
package io.sipvault.ingest.rtcp;

import org.jspecify.annotations.NullMarked;
