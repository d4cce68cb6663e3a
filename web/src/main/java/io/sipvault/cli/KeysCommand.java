package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.account.ApiKey;
import io.sipvault.web.account.Scope;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What scripts bear. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Lists, creates and revokes keys of scripts.")
final class KeysCommand {
    private static final Clock CLOCK = Clock.systemUTC();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys, without their secrets.")
    int list(@Mixin DataOption data) {
        return use(data, accounts -> accounts.keys().forEach(key -> out().println(line(key))));
    }

    private static String line(ApiKey key) {
        String refusal = key.refusal(CLOCK.instant());
        String end = key.expiresAt() == null ? "never expires" : "expires at " + key.expiresAt();
        return key.id() + "  " + key.prefix() + "...  " + key.scope().label() + "  " + key.name() + "  "
                + (refusal == null ? end : refusal) + "  "
                + (key.lastUsedAt() == null ? "never used" : "last used at " + key.lastUsedAt());
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a key and prints it, once.")
    int create(@Mixin DataOption data,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "who bears it") String name,
            @Option(names = "--scope", paramLabel = "SCOPE", defaultValue = "read", description = "read, metrics, sessions or admin (default: ${DEFAULT-VALUE})") String scope,
            @Option(names = "--expires", paramLabel = "TIME", description = "after how long, such as 90d (default: never)") @Nullable String expires) {
        Scope known = Scope.of(scope);
        Instant end = expires == null ? null : end(expires);
        return use(data, accounts -> {
            ApiKey.Created created = accounts.create(name, known, end);
            out().println("Key " + created.key().id() + " (shown this once): " + created.secret());
        });
    }

    private static Instant end(String text) {
        try {
            return CLOCK.instant().plus(DurationStyle.SIMPLE.parse(text));
        } catch (IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "--expires '" + text + "' is no time; it takes such as"
                    + " 90d or 12h", e);
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Takes a key back for ever.")
    int revoke(@Mixin DataOption data, @Parameters(paramLabel = "ID", description = "its id, see list") String id) {
        return use(data, accounts -> {
            accounts.revoke(id);
            out().println("Revoked " + id);
        });
    }

    private int use(DataOption data, Consumer<Accounts> work) {
        return Accounts.use(data, spec.commandLine().getErr(), work);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
