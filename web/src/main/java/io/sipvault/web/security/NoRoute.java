package io.sipvault.web.security;

import io.sipvault.web.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers programs that ask for what no resource answers; people get the error page. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class NoRoute {
    private static final String LISTED = "; GET /openapi.json lists what there is";

    @ExceptionHandler
    void noPath(NoResourceFoundException e, HttpServletRequest request, HttpServletResponse response)
            throws NoResourceFoundException, IOException {
        if (!Routes.isInterface(request)) {
            throw e;
        }
        ProblemResponse.write(request, response, HttpStatus.NOT_FOUND,
                "there is no " + request.getRequestURI() + LISTED,
                Map.of());
    }

    @ExceptionHandler
    void noMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request, HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException, IOException {
        String[] methods = e.getSupportedMethods();
        if (!Routes.isInterface(request) || methods == null) {
            throw e;
        }
        String taken = String.join(", ", methods);
        response.setHeader(HttpHeaders.ALLOW, taken);
        ProblemResponse.write(request, response, HttpStatus.METHOD_NOT_ALLOWED, request.getRequestURI() + " takes "
                + taken + " and no " + e.getMethod() + LISTED, Map.of());
    }
}
