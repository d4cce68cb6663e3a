/**
 * Who may do what: people with a password and a role, scripts with a key and a scope. Passwords are kept as Argon2id (RFC
 * 9106), keys as SHA-256: a key has 256 random bits, so a slow hash would add nothing. Nothing here knows of HTTP.
 */
@NullMarked
package io.sipvault.web.account;

import org.jspecify.annotations.NullMarked;
