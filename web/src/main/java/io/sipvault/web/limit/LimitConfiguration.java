package io.sipvault.web.limit;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the limits before everything that costs: signing in, keys, search. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class LimitConfiguration {
    private static final int BEFORE_SECURITY = -200;

    @Bean
    FilterRegistrationBean<RequestLimit> requestLimit(LimitProperties limits) {
        FilterRegistrationBean<RequestLimit> registration = new FilterRegistrationBean<>(new RequestLimit(limits));
        registration.addUrlPatterns("/v1/*", "/metrics", "/openapi.json", "/api/chunks");
        registration.setAsyncSupported(true);
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(LimitProperties limits) {
        FilterRegistrationBean<BodyLimit> registration = new FilterRegistrationBean<>(new BodyLimit(limits));
        registration.setAsyncSupported(true);
        registration.setOrder(BEFORE_SECURITY + 1);
        return registration;
    }

    /** What a proxy says of its client counts for all: limits, the session cookie's Secure, redirects, HSTS. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(LimitProperties limits) {
        return factory -> {
            if (!limits.trustedProxies().isEmpty()) {
                RemoteIpValve valve = new RemoteIpValve();
                valve.setInternalProxies(String.join(",", limits.trustedProxies()));
                valve.setHostHeader("X-Forwarded-Host");
                valve.setPortHeader("X-Forwarded-Port");
                valve.setProtocolHeader("X-Forwarded-Proto");
                factory.addEngineValves(valve);
            }
        };
    }
}
