package io.sipvault.web.center;

import io.sipvault.web.agent.AgentStatus.HepSender;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.time.Instant;

/**
 * One that sends HEP to an agent, ready to print.
 *
 * @param agent
 *            that it sends to
 * @param clock
 *            its own, less the agent's
 */
record SenderLine(String agent, String name, String address, String packets, String refused, String seen,
        String clock) {
    static SenderLine of(String agent, HepSender s, Instant now) {
        String name = s.node() != null ? s.node() : s.agentId() == null ? "not known" : "hep-" + s.agentId();
        return new SenderLine(Text.line(agent), Text.line(name), Text.line(s.address()), Figures.count(s.packets()),
                s.refused() == 0 ? "none" : Figures.count(s.refused()),
                s.lastSeen() == null ? Times.UNKNOWN : AgentLine.ago(s.lastSeen(), now),
                AgentLine.offset(s.clockOffsetMs()));
    }
}
