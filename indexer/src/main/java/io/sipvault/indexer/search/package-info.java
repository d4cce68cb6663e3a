/**
 * The search index: one Lucene index per UTC day, sorted by start with the newest first, behind an interface in our own
 * terms. A document is a dialog, a call of several legs, an RTP stream, a log line, or a note of torn packets; it is always
 * replaced whole.
 */
@NullMarked
package io.sipvault.indexer.search;

import org.jspecify.annotations.NullMarked;
