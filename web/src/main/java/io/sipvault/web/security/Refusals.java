package io.sipvault.web.security;

import io.sipvault.web.account.Role;
import io.sipvault.web.account.Scope;
import io.sipvault.web.problem.ProblemResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Says why a request is not let in: scripts get a problem document, people the login page or an error page. */
@Component
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {
    private static final String CHALLENGE = "Bearer realm=\"sipvault\"";

    /** 401, or the way to the login page and back. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (!Routes.isInterface(request)) {
            response.sendRedirect(LoginPage.PATH + (request.getMethod().equals("GET") ? "?next=" + here(request) : ""));
            return;
        }
        boolean wrong = e instanceof BadCredentialsException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, wrong ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
        ProblemResponse.write(request, response, HttpStatus.UNAUTHORIZED, wrong
                ? String.valueOf(e.getMessage())
                : "this needs a key: Authorization: Bearer KEY. './sipvault keys create' and POST /api/keys make one",
                Map.of());
    }

    private static String here(HttpServletRequest request) {
        String query = request.getQueryString();
        return URLEncoder.encode(request.getRequestURI() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8);
    }

    /** 403. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (!Routes.isInterface(request)) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        } else if (e instanceof CsrfException) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, "who calls by cookie sends the CSRF token"
                    + " of the page with everything but GET, in the header " + SecurityConfiguration.CSRF_HEADER,
                    Map.of());
        } else if (e instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof AgentsOnly.Decision) {
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, "only an agent reports here, by the token"
                    + " that POST /api/agents/{id}/ingest-token issues for it", Map.of());
        } else {
            Scope scope = e instanceof AuthorizationDeniedException denied
                    && denied.getAuthorizationResult() instanceof Needs.Decision decision
                            ? decision.scope()
                            : Scope.ADMIN;
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"insufficient_scope\", scope=\""
                    + scope.label() + "\"");
            ProblemResponse.write(request, response, HttpStatus.FORBIDDEN, "this needs a key of scope " + scope.label()
                    + ", or a user of role " + Role.with(scope).label(), Map.of("scope", scope.label()));
        }
    }

    /** 400: the firewall's. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        ProblemResponse.write(request, response, HttpStatus.BAD_REQUEST, "the request line or a header holds what no"
                + " request needs, such as a path of '..', NUL or a line break. A Call-ID like that goes as the"
                + " parameter call_id of /v1/dialogs", Map.of());
    }
}
