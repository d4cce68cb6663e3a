package io.sipvault.cli;

import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.DatabaseConfiguration;
import io.sipvault.web.account.Account;
import io.sipvault.web.account.AccountConfiguration;
import io.sipvault.web.account.ApiKey;
import io.sipvault.web.account.ApiKeys;
import io.sipvault.web.account.Role;
import io.sipvault.web.account.Scope;
import io.sipvault.web.account.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** Users and keys in the database of a data directory that no server holds; whoever uses it holds the lock. */
final class LocalAccounts implements Accounts, AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Users users;
    private final ApiKeys keys;

    private LocalAccounts(ConfigurableApplicationContext context) {
        this.context = context;
        this.users = context.getBean(Users.class);
        this.keys = context.getBean(ApiKeys.class);
    }

    /** The database, and nothing else of the application. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
            FlywayAutoConfiguration.class})
    @Import({DatabaseConfiguration.class, AccountConfiguration.class})
    static class OnlyAccounts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    static LocalAccounts open(DataDirectory directory) {
        return new LocalAccounts(new SpringApplicationBuilder(OnlyAccounts.class).web(WebApplicationType.NONE)
                .logStartupInfo(false).properties(Map.of("sipvault.data", directory.root().toString())).run());
    }

    @Override
    public List<Account> users() {
        return users.list();
    }

    @Override
    public Account add(String name, Role role, String password) {
        return users.add(name, role, password);
    }

    @Override
    public void changePassword(String name, String password) {
        users.changePassword(name, password);
    }

    @Override
    public void enable(String name, boolean enabled) {
        if (enabled) {
            users.enable(name);
        } else {
            users.disable(name);
        }
    }

    @Override
    public List<ApiKey> keys() {
        return keys.list();
    }

    @Override
    public ApiKey.Created create(String name, Scope scope, @Nullable Instant expiresAt) {
        return keys.create(name, scope, expiresAt);
    }

    @Override
    public void revoke(String id) {
        keys.revoke(id);
    }

    @Override
    public void close() {
        context.close();
    }
}
