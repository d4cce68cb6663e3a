/**
 * The threads that all jobs share. They stand apart from the jobs and from what starts them, so that both can use them.
 */
@NullMarked
package io.sipvault.jobs.work;

import org.jspecify.annotations.NullMarked;
