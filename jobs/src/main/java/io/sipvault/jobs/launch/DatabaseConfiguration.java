package io.sipvault.jobs.launch;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The data directory, and how its database comes to this version: for whatever opens it, jobs or not. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    @Bean
    DataDirectory dataDirectory(@Value("${sipvault.data}") Path root) {
        return new DataDirectory(root);
    }

    @Bean
    FlywayMigrationStrategy databaseUpgrade(DataDirectory data, JdbcConnectionDetails details) {
        return new DatabaseUpgrade(data.database(), details);
    }
}
