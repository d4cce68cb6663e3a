/** {@code /api/imports} and the page {@code /imports}: files come in as the body of a request, of any size. */
@NullMarked
package io.sipvault.web.imports;

import org.jspecify.annotations.NullMarked;
