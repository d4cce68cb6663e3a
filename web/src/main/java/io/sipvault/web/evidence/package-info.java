/** Finds what requests ask for: dialogs and calls by their names, with legs, streams and messages. */
@NullMarked
package io.sipvault.web.evidence;

import org.jspecify.annotations.NullMarked;
