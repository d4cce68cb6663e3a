/** Who may call, and what the server does not let in. */
@NullMarked
package io.sipvault.web.security;

import org.jspecify.annotations.NullMarked;
