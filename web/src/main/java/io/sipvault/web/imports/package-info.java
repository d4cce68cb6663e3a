/** {@code /api/imports}: files come in as the body of a request, of any size, and are imported behind. */
@NullMarked
package io.sipvault.web.imports;

import org.jspecify.annotations.NullMarked;
