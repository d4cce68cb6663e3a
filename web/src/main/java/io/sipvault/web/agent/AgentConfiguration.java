package io.sipvault.web.agent;

import io.sipvault.jobs.registry.CoverageRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept of agents. */
@Configuration(proxyBeanMethods = false)
class AgentConfiguration {
    @Bean
    Agents agents(JdbcTemplate jdbc, Clock clock, @Value("${sipvault.data}") Path data,
            ApplicationEventPublisher events) {
        return new Agents(jdbc, new TokenCipher(data.resolve("keys").resolve("agents.key")), clock, events);
    }

    @Bean
    AgentReports agentReports(JdbcTemplate jdbc, Clock clock) {
        return new AgentReports(jdbc, clock);
    }

    @Bean
    Fleet fleet(Agents agents, AgentReports reports, CoverageRegistry coverage) {
        return new Fleet(agents, reports, coverage);
    }
}
