package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** {@code sipvault}: exit status 0 when all went well, 1 when something failed, 2 when the arguments are wrong. */
@Command(name = "sipvault", mixinStandardHelpOptions = true, version = Version.TEXT, description = "The flight recorder of a voice network.", subcommands = {
        ImportCommand.class,
        SearchCommand.class, ShowCommand.class, ExportCommand.class, VerifyCommand.class, JobsCommand.class,
        RetentionCommand.class, DemoCommand.class, ServeCommand.class, UsersCommand.class, KeysCommand.class})
public final class Main {
    /** Lucene advises on every start to enable a module that needs a flag which itself warns; kept so that the level stays. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        return run(new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments);
    }

    /** Runs a command. @return the exit status */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        LUCENE.setLevel(Level.SEVERE);
        CommandLine line = new CommandLine(new Main());
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler(Main::wrongArguments);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        int status = arguments.length == 0 ? usage(line) : line.execute(arguments);
        out.flush();
        err.flush();
        return status;
    }

    private static int usage(CommandLine line) {
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }

    private static int wrongArguments(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + e.getMessage() + " (see '" + name + " --help')");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        ForensicException known = Failures.known(e);
        if (known != null) {
            command.getErr().println(name + ": " + known.getMessage());
            return known.code() == ErrorCode.BAD_REQUEST ? ExitCode.USAGE : ExitCode.SOFTWARE;
        }
        command.getErr().println(name + ": unexpected failure, please report it:");
        e.printStackTrace(command.getErr());
        return ExitCode.SOFTWARE;
    }
}
