/** Whom a client trusts that knows the very certificate which its server has. */
@NullMarked
package io.sipvault.ingest.trust;

import org.jspecify.annotations.NullMarked;
