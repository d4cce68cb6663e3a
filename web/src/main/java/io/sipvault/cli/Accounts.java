package io.sipvault.cli;

import io.sipvault.web.account.Account;
import io.sipvault.web.account.ApiKey;
import io.sipvault.web.account.Role;
import io.sipvault.web.account.Scope;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Users and keys of a data directory: in its database, or through the server that holds it. */
interface Accounts {
    List<Account> users();

    Account add(String name, Role role, String password);

    void changePassword(String name, String password);

    void enable(String name, boolean enabled);

    List<ApiKey> keys();

    /** @param expiresAt null: never */
    ApiKey.Created create(String name, Scope scope, @Nullable Instant expiresAt);

    void revoke(String id);

    /** Does something with them. @return the exit status */
    static int use(DataOption data, PrintWriter err, Consumer<Accounts> work) {
        return Locking.write(data.directory(), err, () -> {
            try (LocalAccounts accounts = LocalAccounts.open(data.directory())) {
                work.accept(accounts);
            }
            return 0;
        }, server -> {
            work.accept(new RemoteAccounts(server));
            return 0;
        });
    }
}
