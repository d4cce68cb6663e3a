package io.sipvault.web.security;

import io.sipvault.web.account.Account;
import io.sipvault.web.account.SignInProperties;
import io.sipvault.web.account.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session whose account changed since sign-in, or that lasts too long. */
final class LiveAccount extends OncePerRequestFilter {
    private final Users users;
    private final SignInProperties rules;
    private final Clock clock;

    LiveAccount(Users users, SignInProperties rules, Clock clock) {
        this.users = users;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication by
                && !isLive(by.getPrincipal())) {
            session.invalidate();
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean isLive(Caller caller) {
        return caller.since().plus(rules.longestSession()).isAfter(clock.instant())
                && users.find(caller.name()).filter(Account::enabled)
                        .filter(account -> account.generation() == caller.generation()).isPresent();
    }
}
