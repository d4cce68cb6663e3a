/**
 * {@code GET /metrics}: what was indexed, computed from the index and from the sums that indexing keeps, beside the process, its
 * jobs and its store; in OpenMetrics or in Prometheus' text format.
 */
@NullMarked
package io.sipvault.web.metrics;

import org.jspecify.annotations.NullMarked;
