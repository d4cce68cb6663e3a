/**
 * An object store that lives in the heap, for tests and for trying things out. It keeps every promise of the contract but
 * the one that outlives the process.
 */
@NullMarked
package io.sipvault.ingest.store.memory;

import org.jspecify.annotations.NullMarked;
