package io.sipvault.web.security;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Which request lines come in: a Call-ID may hold any character of RFC 3261's word, so a path holds any of them encoded. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {
    private static final String PASS_THROUGH = "passthrough";

    /** NUL, CR and LF stay out, encoded or not. */
    @Bean
    HttpFirewall callIdsInPaths() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedPeriod(true);
        return firewall;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(PASS_THROUGH);
            connector.setEncodedReverseSolidusHandling(PASS_THROUGH);
        });
    }
}
