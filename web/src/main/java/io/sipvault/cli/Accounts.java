package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.web.account.AccountConfiguration;
import io.sipvault.web.account.ApiKeys;
import io.sipvault.web.account.Users;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Users and keys of a data directory that no server holds. */
final class Accounts implements AutoCloseable {
    private final DataDirectory.Lock lock;
    private final ConfigurableApplicationContext context;

    private Accounts(DataDirectory.Lock lock, ConfigurableApplicationContext context) {
        this.lock = lock;
        this.context = context;
    }

    /** The database, and nothing else of the application. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
            FlywayAutoConfiguration.class})
    @Import(AccountConfiguration.class)
    static class OnlyAccounts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    static Accounts open(DataOption data) {
        DataDirectory directory = data.directory();
        DataDirectory.Lock lock = directory.tryLock().orElseThrow(() -> new ForensicException(ErrorCode.IN_USE,
                directory.root() + " is being written by another sipvault. Stop it, or ask the running server: "
                        + "/api/users and /api/keys"));
        try {
            return new Accounts(lock, new SpringApplicationBuilder(OnlyAccounts.class).web(WebApplicationType.NONE)
                    .logStartupInfo(false).properties(Map.of("sipvault.data", directory.root().toString())).run());
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Users users() {
        return context.getBean(Users.class);
    }

    ApiKeys keys() {
        return context.getBean(ApiKeys.class);
    }

    @Override
    public void close() {
        context.close();
        lock.close();
    }
}
