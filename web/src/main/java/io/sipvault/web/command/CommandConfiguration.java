package io.sipvault.web.command;

import io.sipvault.ingest.trust.ServerTrust;
import io.sipvault.web.agent.Agents;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ways by which commands reach agents. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {
    @Bean
    Mailboxes mailboxes() {
        return new Mailboxes();
    }

    @Bean
    DirectCommands directCommands(@Value("${sipvault.agents.certificate:}") String certificate) {
        return new DirectCommands(
                ServerTrust.of("sipvault.agents.certificate", certificate.isBlank() ? null : certificate));
    }

    @Bean
    AgentCommands agentCommands(Agents agents, Mailboxes mailboxes, DirectCommands direct) {
        return new AgentCommands(agents, mailboxes, direct);
    }
}
