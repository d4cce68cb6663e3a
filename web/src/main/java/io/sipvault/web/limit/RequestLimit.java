package io.sipvault.web.limit;

import io.sipvault.web.problem.ProblemResponse;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets so many requests through: a second and address, and at once. */
final class RequestLimit extends OncePerRequestFilter {
    private final AddressBuckets buckets;
    private final LimitProperties limits;
    private final Semaphore atOnce;

    RequestLimit(LimitProperties limits) {
        this.buckets = new AddressBuckets(limits.requestsPerSecond(), Duration.ofSeconds(1), limits.addresses(),
                System::nanoTime);
        this.limits = limits;
        this.atOnce = new Semaphore(limits.concurrentRequests());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = buckets.take(request.getRemoteAddr());
        if (wait.isPositive()) {
            refuse(request, response, wait.toSeconds() + 1, request.getRemoteAddr() + " asked more than "
                    + limits.requestsPerSecond() + " times a second; sipvault.limit.requests-per-second changes that");
        } else if (!atOnce.tryAcquire()) {
            refuse(request, response, 1, limits.concurrentRequests() + " requests are being answered already;"
                    + " sipvault.limit.concurrent-requests changes that");
        } else {
            pass(request, response, chain);
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean goesOn = false;
        try {
            chain.doFilter(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Release());
                goesOn = true;
            }
        } finally {
            if (!goesOn) {
                atOnce.release();
            }
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, long seconds, String why)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        ProblemResponse.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, why + ". Try again in " + seconds
                + " s", Map.of());
    }

    /** Called once however an asynchronous answer ends. */
    private final class Release implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            atOnce.release();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
