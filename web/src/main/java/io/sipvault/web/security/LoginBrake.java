package io.sipvault.web.security;

import io.sipvault.web.account.SignInProperties;
import io.sipvault.web.limit.AddressBuckets;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Slows down an address that tries many passwords, before one is looked at: for many names too. */
final class LoginBrake extends OncePerRequestFilter {
    private static final int ADDRESSES = 10_000;

    private final AddressBuckets attempts;

    LoginBrake(SignInProperties rules) {
        this.attempts = new AddressBuckets(rules.attemptsPerMinute(), Duration.ofMinutes(1), ADDRESSES,
                System::nanoTime);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getRequestURI().equals(LoginPage.PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = attempts.take(request.getRemoteAddr());
        if (wait.isPositive()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
            response.sendRedirect(LoginPage.PATH + "?slow");
        } else {
            chain.doFilter(request, response);
        }
    }
}
