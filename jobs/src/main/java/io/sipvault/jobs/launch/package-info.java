/**
 * Starts jobs: by hand, by schedule, and after an import; and the pieces that all jobs share: the data directory, the store,
 * the index and the threads.
 */
@NullMarked
package io.sipvault.jobs.launch;

import org.jspecify.annotations.NullMarked;
