package io.sipvault.agent.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where HEP is sent to.
 *
 * @param to
 *            the collector
 * @param always3
 *            whether all is written anew as version 3; else what was received goes on as it came
 * @param keyFile
 *            holds what the agent proves itself with; null without
 * @param id
 *            agent id of what the agent captured itself, unsigned 32 bits
 * @param trust
 *            certificates in PEM that a collector's over TLS may be signed by; null for those that Java trusts
 */
public record HepForwardSettings(HepAddress to, boolean always3, @Nullable Path keyFile, long id,
        @Nullable Path trust) {
    private static final long MOST_ID = 0xffff_ffffL;

    static @Nullable HepForwardSettings read(AgentFile found) {
        String to = found.textOrNull(AgentSetting.HEP_FORWARD);
        if (to == null) {
            return null;
        }
        return new HepForwardSettings(
                HepAddress.parse(to).filter(address -> address.port() > 0)
                        .orElseThrow(() -> found.wrong(AgentSetting.HEP_FORWARD)),
                found.oneOf(AgentSetting.HEP_FORWARD_AS, "captured", "hep3").equals("HEP3"),
                found.pathOrNull(AgentSetting.HEP_FORWARD_KEY_FILE),
                found.number(AgentSetting.HEP_FORWARD_ID, 0, MOST_ID),
                found.pathOrNull(AgentSetting.HEP_FORWARD_TRUST));
    }
}
