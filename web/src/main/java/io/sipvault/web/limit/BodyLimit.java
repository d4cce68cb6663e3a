package io.sipvault.web.limit;

import io.sipvault.web.problem.ApiException;
import io.sipvault.web.problem.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds bodies in length and time; those of uploads have bounds of their own. */
final class BodyLimit extends OncePerRequestFilter {
    private static final List<String> UPLOADS = List.of("/api/imports", "/api/ingest");

    private final LimitProperties limits;

    BodyLimit(LimitProperties limits) {
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return UPLOADS.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limits.body().toBytes()) {
            ProblemResponse.write(request, response, HttpStatus.CONTENT_TOO_LARGE, tooLarge(), Map.of());
            return;
        }
        try {
            chain.doFilter(new Bounded(request), response);
        } catch (ApiException e) {
            ProblemResponse.write(request, response, e.status(), String.valueOf(e.getMessage()), Map.of());
        }
    }

    private String tooLarge() {
        return "the body is longer than " + limits.body().toBytes() + " bytes; sipvault.limit.body changes that";
    }

    /** The body is read by whoever needs it: only then is it counted. */
    private final class Bounded extends HttpServletRequestWrapper {
        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new BoundedBody(super.getInputStream(), limits.body().toBytes(),
                    System.nanoTime() + limits.bodyTime().toNanos(), BodyLimit.this::tooLarge);
        }
    }
}
