/** Failures as {@code application/problem+json} (RFC 9457): which field is wrong, and what to do. */
@NullMarked
package io.sipvault.web.problem;

import org.jspecify.annotations.NullMarked;
