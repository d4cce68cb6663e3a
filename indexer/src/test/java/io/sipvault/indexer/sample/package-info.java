/**
 * Holds what the whole way from a capture to the index makes of {@code sample-data} against what tshark found there,
 * against golden files, and against what an engineer would want to be told and to find.
 */
@NullMarked
package io.sipvault.indexer.sample;

import org.jspecify.annotations.NullMarked;
