/**
 * How much a caller may ask for: requests a second and at once, bytes and time of a body. What is over is answered with 503,
 * 413 or 408 and a reason, never dropped in silence. Behind a trusted proxy the address counts that it forwards.
 */
@NullMarked
package io.sipvault.web.limit;

import org.jspecify.annotations.NullMarked;
