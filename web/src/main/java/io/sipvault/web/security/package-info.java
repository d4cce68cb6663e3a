/**
 * Who may call, and what the server does not let in. People sign in by a form and hold a session cookie, scripts bear a key;
 * both end as a {@link io.sipvault.web.security.Caller} with scopes, which is all that rules and pages look at. Other ways to
 * prove oneself give the same: an {@code AuthenticationProvider} for LDAP, a converter to {@code Caller} for OpenID Connect.
 */
@NullMarked
package io.sipvault.web.security;

import org.jspecify.annotations.NullMarked;
