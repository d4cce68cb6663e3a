/**
 * The retention job: marks chunks whose age is over a policy, deletes their data objects after a grace period, drops days of
 * the index and deletes fragment files of which nothing is indexed any more. Each step first makes durable why something goes,
 * then deletes it, then says so in its row; a run that dies is finished by the next one. A dry run asks the same questions and
 * does nothing.
 */
@NullMarked
package io.sipvault.jobs.retention;

import org.jspecify.annotations.NullMarked;
