/** {@code /api/jobs} and the page {@code /jobs}: what ran and runs, and the way to ask for a run. */
@NullMarked
package io.sipvault.web.jobs;

import org.jspecify.annotations.NullMarked;
