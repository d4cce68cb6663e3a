package io.sipvault.web.security;

import io.sipvault.web.account.SignInProperties;
import io.sipvault.web.account.Users;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;

/** Who comes in, in which order it is looked at. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    static final String CSRF_HEADER = "X-XSRF-TOKEN";
    private static final Set<String> READING = Set.of("GET", "HEAD", "TRACE", "OPTIONS");
    private static final int FIRST = -300;

    @Bean
    SecurityFilterChain callers(HttpSecurity http, BearerKeys keys, Refusals refusals, Users users,
            SignInProperties rules, Clock clock) {
        http.addFilterAfter(new LiveAccount(users, rules, clock), SecurityContextHolderFilter.class);
        http.addFilterBefore(new Bearer(keys, refusals), CsrfFilter.class);
        http.addFilterBefore(new SameSite(refusals), CsrfFilter.class);
        http.addFilterAfter(new LoginBrake(rules), CsrfFilter.class);
        return http.headers(headers -> headers.disable())
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::needsToken))
                .formLogin(form -> form.loginPage(LoginPage.PATH)
                        .successHandler((request, response, who) -> response
                                .sendRedirect(LoginPage.local(request.getParameter("next"))))
                        .failureHandler((request, response, why) -> response
                                .sendRedirect(LoginPage.PATH + "?wrong&next="
                                        + URLEncoder.encode(LoginPage.local(request.getParameter("next")),
                                                StandardCharsets.UTF_8))))
                .logout(logout -> logout.logoutSuccessUrl(LoginPage.PATH + "?out"))
                .requestCache(cache -> cache.disable())
                .exceptionHandling(failures -> failures.authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .authorizeHttpRequests(Routes::rules).build();
    }

    /** In a cookie, so that whoever only looks at the login page takes no session. */
    private static CookieCsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").httpOnly(true).path("/"));
        return tokens;
    }

    /** Whoever comes with a key, or with nothing, to the interface has no cookie that another page could use. */
    private static boolean needsToken(HttpServletRequest request) {
        return !READING.contains(request.getMethod()) && !(Routes.isInterface(request)
                && (Bearer.key(request) != null || request.getSession(false) == null));
    }

    @Bean
    FilterRegistrationBean<AnswerHeaders> answerHeaders() {
        FilterRegistrationBean<AnswerHeaders> registration = new FilterRegistrationBean<>(new AnswerHeaders());
        registration.setAsyncSupported(true);
        registration.setOrder(FIRST);
        return registration;
    }
}
