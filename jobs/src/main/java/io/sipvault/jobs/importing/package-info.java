/**
 * Imports: files are received into a bounded staging folder, archived one at a time, and indexed behind. The state of each is
 * kept in SQL, so that a restart goes on where a kill interrupted it. The command line and the server share it.
 */
@NullMarked
package io.sipvault.jobs.importing;

import org.jspecify.annotations.NullMarked;
