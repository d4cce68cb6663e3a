/** Log lines of calls, joined when they are asked for. */
@NullMarked
package io.sipvault.web.logs;

import org.jspecify.annotations.NullMarked;
