/**
 * The ladder of a call: who sent what to whom and when, media and log lines beside it, as records ready to draw, and drawn
 * as SVG, PNG and text. Everything that a stranger wrote is made harmless and short when the ladder is built. The portal,
 * REST and the command line use it; it knows none of them.
 */
@NullMarked
package io.sipvault.web.ladder;

import org.jspecify.annotations.NullMarked;
