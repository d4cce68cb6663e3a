/** What a server does by itself: looks for new chunks, and says how it is. */
@NullMarked
package io.sipvault.web.operations;

import org.jspecify.annotations.NullMarked;
