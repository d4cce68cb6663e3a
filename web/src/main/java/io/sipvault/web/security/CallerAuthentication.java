package io.sipvault.web.security;

import io.sipvault.web.account.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A proven caller, as Spring Security carries it: an authority for each scope. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final Caller caller;

    CallerAuthentication(Caller caller) {
        super(AuthorityUtils.createAuthorityList(caller.scopes().stream().map(Scope::authority).toList()));
        this.caller = caller;
        setAuthenticated(true);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    /** What it proved itself with is not kept. */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }
}
