/**
 * The registry of chunks: what is known, what was decoded and folded, and who is at work on what. Rows are claimed with a
 * lease and a fencing token, so that a run that was believed dead cannot finish what another took over.
 */
@NullMarked
package io.sipvault.jobs.registry;

import org.jspecify.annotations.NullMarked;
