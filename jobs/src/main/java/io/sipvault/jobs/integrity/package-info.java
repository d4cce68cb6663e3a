/** The integrity job: proves the archive as {@code verify} does, in the background of a server. It changes nothing. */
@NullMarked
package io.sipvault.jobs.integrity;

import org.jspecify.annotations.NullMarked;
