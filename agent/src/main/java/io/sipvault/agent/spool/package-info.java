/**
 * What was captured and is not packed yet: append-only files in arrival order, one for each kind and link type, and the ledger
 * of what was lost. A process that is killed loses what it had not written, a machine that loses power what was not forced to
 * disk; both are declared as a gap.
 */
@NullMarked
package io.sipvault.agent.spool;

import org.jspecify.annotations.NullMarked;
