package io.sipvault.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who bears a key (RFC 6750), for this request alone: no session is made. */
final class Bearer extends OncePerRequestFilter {
    private static final String SCHEME = "bearer ";
    private static final int LONGEST = 512;

    private final BearerKeys keys;
    private final Refusals refusals;

    Bearer(BearerKeys keys, Refusals refusals) {
        this.keys = keys;
        this.refusals = refusals;
    }

    /** The key that a request bears; null when it bears none. */
    static @Nullable String key(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Routes.isInterface(request) || key(request) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            enter(String.valueOf(key(request)));
        } catch (AuthenticationException e) {
            refusals.commence(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private void enter(String key) {
        if (key.length() > LONGEST) {
            throw new BadCredentialsException("this key is not known here");
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(keys.check(key)));
        SecurityContextHolder.setContext(context);
    }
}
