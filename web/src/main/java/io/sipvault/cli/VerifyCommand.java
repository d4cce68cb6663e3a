package io.sipvault.cli;

import io.sipvault.ingest.verify.ArchiveVerifier;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Proves the archive. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Proves the archive: every object against its hash, every manifest against its signature and the "
        + "chain, every frame, that every chunk was decoded, and that what is missing expired by a policy. Exit status 1 when anything does not hold.")
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = Session.open(data)) {
            ArchiveVerifier.Result result = new ArchiveVerifier(session.archive()).verify(out::println);
            out.println(result.chunks() + " chunks, " + result.bytes() + " bytes stored, " + result.failures()
                    + " failures" + (result.expired() == 0
                            ? ""
                            : "; " + result.expired() + " chunks expired by policy, " + result.deleted()
                                    + " of them deleted"));
            return result.failures() == 0 ? 0 : 1;
        }
    }
}
