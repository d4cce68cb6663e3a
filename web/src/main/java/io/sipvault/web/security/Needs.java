package io.sipvault.web.security;

import io.sipvault.web.account.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets in who has a scope, and remembers which one it was for the answer. */
record Needs(Scope scope) implements AuthorizationManager<RequestAuthorizationContext> {
    @Override
    public Decision authorize(Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext what) {
        Authentication authentication = who.get();
        boolean granted = authentication != null && authentication.isAuthenticated() && authentication.getAuthorities()
                .stream().anyMatch(authority -> scope.authority().equals(authority.getAuthority()));
        return new Decision(granted, scope);
    }

    static final class Decision extends AuthorizationDecision {
        private static final long serialVersionUID = 1L;

        private final Scope scope;

        Decision(boolean granted, Scope scope) {
            super(granted);
            this.scope = scope;
        }

        Scope scope() {
            return scope;
        }
    }
}
