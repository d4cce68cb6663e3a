/** The search page: one box, a time range, facets, a row per call. */
@NullMarked
package io.sipvault.web.search;

import org.jspecify.annotations.NullMarked;
