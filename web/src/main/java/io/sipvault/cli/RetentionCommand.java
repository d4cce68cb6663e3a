package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.IndexRuns;
import io.sipvault.jobs.launch.RetentionRuns;
import io.sipvault.jobs.retention.RetentionReport;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lets go what is older than the policies say. */
@Command(name = "retention", mixinStandardHelpOptions = true, description = "Lets go what is older than the policies that are set (sipvault.retention.*); without a policy nothing "
        + "expires. The last line is JSON.")
final class RetentionCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Whether it is only asked. */
    static final class What {
        @Option(names = "--dry-run", description = "says what would go; changes nothing")
        private boolean dryRun;

        @Option(names = "--run", description = "marks what is too old, deletes what was marked a grace period ago, "
                + "drops days of the index")
        private boolean run;
    }

    @Override
    public Integer call() {
        return Locking.write(data.existing(), spec.commandLine().getErr(), this::alone, this::through);
    }

    /** By the policies of the server, which may be others than those of this command's environment. */
    private int through(RunningServer server) {
        JsonNode run = new RemoteJobs(server, spec.commandLine().getOut()).ended("retention",
                what.run ? Map.of() : Map.of("dry_run", true));
        if (!run.path("state").asString("").equals("completed")) {
            throw new ForensicException(ErrorCode.IN_USE, "retention by the server at " + server.url() + " failed: "
                    + run.path("error").asString("it was stopped") + ". The next run goes on with what is left");
        }
        new RetentionPrinter(spec.commandLine().getOut())
                .print(RetentionReport.parse(run.at("/result/report").toString()));
        return 0;
    }

    private int alone() {
        try (ConfigurableApplicationContext context = Application.start(data)) {
            RetentionRuns retention = context.getBean(RetentionRuns.class);
            if (what.run) {
                context.getBean(IndexRuns.class).takeOver();
            }
            new RetentionPrinter(spec.commandLine().getOut()).print(what.run ? retention.run() : retention.dryRun());
        }
        return 0;
    }
}
