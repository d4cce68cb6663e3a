package io.sipvault.web.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets in agents, by their own tokens, and nobody else. */
record AgentsOnly() implements AuthorizationManager<RequestAuthorizationContext> {
    @Override
    public Decision authorize(Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext what) {
        return new Decision(who.get() instanceof CallerAuthentication caller
                && caller.getPrincipal().kind() == Caller.Kind.AGENT);
    }

    static final class Decision extends AuthorizationDecision {
        private static final long serialVersionUID = 1L;

        Decision(boolean granted) {
            super(granted);
        }
    }
}
