/**
 * Follows log files and the journal. What was read is where the spool says: a record names its file and where the next one
 * begins, so that after a crash each is read again that is not in the spool, and none that is.
 */
@NullMarked
package io.sipvault.agent.log;

import org.jspecify.annotations.NullMarked;
