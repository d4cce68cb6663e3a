package io.sipvault.web.security;

import io.sipvault.web.account.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/** Which scope which path needs. What is not named here needs most. */
final class Routes {
    private static final List<String> INTERFACES = List.of("/v1/", "/api/", "/metrics", "/openapi.json");
    private static final String[] OPEN = {"/health", "/health/**", LoginPage.PATH, "/css/**", "/js/**", "/fonts/**",
            "/images/**", "/webjars/**", "/favicon.ico", "/favicon.svg", "/error"};
    private static final String[] EVIDENCE = {"/api/imports", "/api/imports/**", "/api/sessions", "/api/sessions/**"};

    private Routes() {}

    /** Whether scripts call it: they get problem documents, and prove themselves by a key. */
    static boolean isInterface(HttpServletRequest request) {
        String path = request.getRequestURI();
        return INTERFACES.stream().anyMatch(path::startsWith);
    }

    static void rules(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        // what was let in as a request is let through to its error page, or on to its asynchronous end
        rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC).permitAll();
        rules.requestMatchers(OPEN).permitAll();
        rules.requestMatchers("/metrics").access(new Needs(Scope.METRICS));
        rules.requestMatchers(HttpMethod.GET, "/openapi.json", "/v1/**").access(new Needs(Scope.READ));
        rules.requestMatchers(HttpMethod.HEAD, "/openapi.json", "/v1/**").access(new Needs(Scope.READ));
        rules.requestMatchers("/v1/**").access(new Needs(Scope.SESSIONS));
        rules.requestMatchers(HttpMethod.GET, EVIDENCE).access(new Needs(Scope.READ));
        rules.requestMatchers(HttpMethod.HEAD, EVIDENCE).access(new Needs(Scope.READ));
        rules.requestMatchers(EVIDENCE).access(new Needs(Scope.SESSIONS));
        rules.requestMatchers(HttpMethod.POST, "/api/chunks").access(new AgentsOnly());
        rules.requestMatchers("/api/agent/**").access(new AgentsOnly());
        rules.requestMatchers(HttpMethod.GET, "/api/coverage").access(new Needs(Scope.READ));
        rules.requestMatchers(HttpMethod.HEAD, "/api/coverage").access(new Needs(Scope.READ));
        rules.requestMatchers(HttpMethod.POST, "/jobs", "/jobs/**", "/agents", "/agents/**")
                .access(new Needs(Scope.ADMIN));
        rules.requestMatchers("/api/**", "/admin", "/admin/**").access(new Needs(Scope.ADMIN));
        rules.requestMatchers(HttpMethod.GET, "/**").access(new Needs(Scope.READ));
        rules.requestMatchers(HttpMethod.HEAD, "/**").access(new Needs(Scope.READ));
        rules.anyRequest().access(new Needs(Scope.SESSIONS));
    }
}
