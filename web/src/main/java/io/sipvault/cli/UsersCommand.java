package io.sipvault.cli;

import io.sipvault.web.account.Account;
import io.sipvault.web.account.Role;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who may sign in. */
@Command(name = "users", mixinStandardHelpOptions = true, description = "Lists, adds, disables and enables users, and sets their passwords.")
final class UsersCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
    int list(@Mixin DataOption data) {
        return use(data, accounts -> accounts.users().forEach(user -> out().println(line(user))));
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
        return use(data, accounts -> {
            Account user = accounts.add(name, known, password.take(name, out()));
            out().println("Added " + user.name() + " as " + known.label());
        });
    }

    @Command(name = "passwd", mixinStandardHelpOptions = true, description = "Sets a user's password, and ends a lock.")
    int changePassword(@Mixin DataOption data, @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "whose password") String name) {
        return use(data, accounts -> {
            accounts.changePassword(name, password.take(name, out()));
            out().println("Changed the password of " + name);
        });
    }

    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Keeps a user from signing in; the name stays taken.")
    int disable(@Mixin DataOption data, @Parameters(paramLabel = "NAME", description = "whom") String name) {
        return use(data, accounts -> {
            accounts.enable(name, false);
            out().println("Disabled " + name);
        });
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a user sign in again.")
    int enable(@Mixin DataOption data, @Parameters(paramLabel = "NAME", description = "whom") String name) {
        return use(data, accounts -> {
            accounts.enable(name, true);
            out().println("Enabled " + name);
        });
    }

    private int use(DataOption data, Consumer<Accounts> work) {
        return Accounts.use(data, spec.commandLine().getErr(), work);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
