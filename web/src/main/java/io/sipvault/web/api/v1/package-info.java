/** The REST interface {@code /v1}: dialogs, streams, calls and statistics, in the shapes that existing clients read. */
@NullMarked
package io.sipvault.web.api.v1;

import org.jspecify.annotations.NullMarked;
