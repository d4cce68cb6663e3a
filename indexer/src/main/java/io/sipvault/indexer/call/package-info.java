/**
 * Legs to calls: {@link io.sipvault.indexer.call.LinkKeys} reads from messages what ties a leg to others, {@link
 * io.sipvault.indexer.call.CallCorrelator} makes calls of legs that share a key. Both are pure functions: the same legs
 * in any order give the same calls.
 */
@NullMarked
package io.sipvault.indexer.call;

import org.jspecify.annotations.NullMarked;
