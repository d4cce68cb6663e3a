package io.sipvault.web.security;

import io.sipvault.web.account.ApiKey;
import io.sipvault.web.account.ApiKeys;
import io.sipvault.web.account.Scope;
import io.sipvault.web.account.Secrets;
import io.sipvault.web.agent.Agent;
import io.sipvault.web.agent.Agents;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** All keys that are taken: those of the settings, the command line's, those in the database, and those of agents. */
@Component
final class BearerKeys {
    private final List<Fixed> fixed = new ArrayList<>();
    private final ApiKeys keys;
    private final Agents agents;
    private final Clock clock;

    BearerKeys(Environment settings, LocalToken local, ApiKeys keys, Agents agents, Clock clock) {
        this.keys = keys;
        this.agents = agents;
        this.clock = clock;
        SecretSetting.API_KEY.read(settings).ifPresent(key -> fix(key, "the key of the settings", Caller.Kind.KEY,
                Scope.ADMIN));
        SecretSetting.METRICS_KEY.read(settings).ifPresent(key -> fix(key, "the metrics key of the settings",
                Caller.Kind.KEY, Scope.METRICS));
        fix(local.value(), "the command line", Caller.Kind.COMMAND_LINE, Scope.ADMIN);
    }

    private void fix(String secret, String name, Caller.Kind kind, Scope scope) {
        fixed.add(new Fixed(Secrets.digest(secret), name, kind, scope));
    }

    /** A key that is in no database, as its SHA-256. */
    private record Fixed(byte[] digest, String name, Caller.Kind kind, Scope scope) {}

    /**
     * Who bears a key.
     *
     * @throws AuthenticationException
     *             with the reason, which only holders of a key get to see
     */
    Caller check(String secret) {
        byte[] digest = Secrets.digest(secret);
        for (Fixed key : fixed) {
            if (MessageDigest.isEqual(key.digest, digest)) {
                return new Caller(key.name, key.kind, key.scope.granted(), 0, clock.instant());
            }
        }
        return Agents.isTokenOfAgent(secret) ? agent(secret) : key(secret);
    }

    private Caller agent(String secret) {
        Agent agent = agents.byToken(secret).orElseThrow(() -> new BadCredentialsException("this agent's token is not"
                + " known here: another one was issued since, or it is of another center"));
        if (!agent.enabled()) {
            throw new BadCredentialsException("the agent " + agent.name() + " is disabled here");
        }
        return Caller.agent(agent.name(), clock.instant());
    }

    private Caller key(String secret) {
        ApiKey key = keys.find(secret).orElseThrow(() -> new BadCredentialsException("this key is not known here"));
        String refusal = key.refusal(clock.instant());
        if (refusal != null) {
            throw new BadCredentialsException("the key " + key.id() + " " + refusal);
        }
        keys.used(key);
        return Caller.key(key.name(), key.scope(), clock.instant());
    }
}
