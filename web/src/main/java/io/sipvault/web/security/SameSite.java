package io.sipvault.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page sends, as browsers tell it (Fetch Metadata): a host beside this one in the same domain
 * could set the cookie that the CSRF token is compared with, but not this header.
 */
final class SameSite extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OTHERS = Set.of("cross-site", "same-site");

    private final Refusals refusals;

    SameSite(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String from = request.getHeader("Sec-Fetch-Site");
        if (from != null && OTHERS.contains(from) && !READING.contains(request.getMethod())
                && Bearer.key(request) == null) {
            refusals.handle(request, response, new CsrfException("sent by a page of another site"));
        } else {
            chain.doFilter(request, response);
        }
    }
}
