package io.sipvault.web.account;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Users and keys, for a server and for the command line without one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
public class AccountConfiguration {
    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    Users users(JdbcTemplate jdbc, Passwords passwords, Clock clock) {
        return new Users(jdbc, passwords, clock);
    }

    @Bean
    SignIn signIn(Users users, Passwords passwords, SignInProperties rules) {
        return new SignIn(users, passwords, rules);
    }

    @Bean
    ApiKeys apiKeys(JdbcTemplate jdbc, Clock clock) {
        return new ApiKeys(jdbc, clock);
    }
}
