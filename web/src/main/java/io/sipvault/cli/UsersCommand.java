package io.sipvault.cli;

import io.sipvault.web.account.Account;
import io.sipvault.web.account.Role;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who may sign in. */
@Command(name = "users", mixinStandardHelpOptions = true, description = "Lists, adds, disables and enables users, and sets their passwords, while no server runs.")
final class UsersCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
    int list(@Mixin DataOption data) {
        try (Accounts accounts = Accounts.open(data)) {
            accounts.users().list().forEach(user -> out().println(line(user)));
        }
        return 0;
    }

    private static String line(Account user) {
        String locked = user.lockedUntil() == null ? "" : "  locked until " + user.lockedUntil();
        return user.name() + "  " + user.role().label() + "  " + (user.enabled() ? "enabled" : "disabled") + "  added "
                + user.createdAt() + locked;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a user.")
    int add(@Mixin DataOption data, @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "name to sign in with") String name,
            @Option(names = "--role", paramLabel = "ROLE", defaultValue = "viewer", description = "viewer, support or admin (default: ${DEFAULT-VALUE})") String role) {
        Role known = Role.of(role);
        try (Accounts accounts = Accounts.open(data)) {
            Account user = accounts.users().add(name, known, password.take(name, out()));
            out().println("Added " + user.name() + " as " + known.label());
        }
        return 0;
    }

    @Command(name = "passwd", mixinStandardHelpOptions = true, description = "Sets a user's password, and ends a lock.")
    int changePassword(@Mixin DataOption data, @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "whose password") String name) {
        try (Accounts accounts = Accounts.open(data)) {
            accounts.users().changePassword(name, password.take(name, out()));
            out().println("Changed the password of " + name);
        }
        return 0;
    }

    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Keeps a user from signing in; the name stays taken.")
    int disable(@Mixin DataOption data, @Parameters(paramLabel = "NAME", description = "whom") String name) {
        try (Accounts accounts = Accounts.open(data)) {
            accounts.users().disable(name);
            out().println("Disabled " + name);
        }
        return 0;
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a user sign in again.")
    int enable(@Mixin DataOption data, @Parameters(paramLabel = "NAME", description = "whom") String name) {
        try (Accounts accounts = Accounts.open(data)) {
            accounts.users().enable(name);
            out().println("Enabled " + name);
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
