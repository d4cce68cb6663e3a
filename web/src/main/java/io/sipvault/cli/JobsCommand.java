package io.sipvault.cli;

import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexRuns;
import io.sipvault.jobs.launch.JobHistory;
import io.sipvault.jobs.launch.RebuildRun;
import io.sipvault.jobs.registry.ChunkRegistry;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What runs and ran. */
@Command(name = "jobs", mixinStandardHelpOptions = true, description = "Shows the chunks by state and the latest job runs; runs the index job or a rebuild.")
final class JobsCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--run", description = "finds new chunks and indexes what is not indexed")
    private boolean run;

    @Option(names = "--retry", description = "as --run, and tries quarantined chunks again")
    private boolean retry;

    @Option(names = "--rebuild", description = "builds a new index from all fragment files, then switches to it")
    private boolean rebuild;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DataDirectory directory = run || retry || rebuild ? data.indexable() : data.existing();
        return Locking.write(directory, spec.commandLine().getErr(), this::alone,
                server -> new RemoteJobs(server, spec.commandLine().getOut()).run(run || retry, retry, rebuild));
    }

    private int alone() {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = Application.start(data)) {
            ChunkRegistry registry = context.getBean(ChunkRegistry.class);
            if (run || rebuild || retry) {
                IndexRuns runs = context.getBean(IndexRuns.class);
                runs.takeOver();
                if (retry) {
                    out.println(registry.retryQuarantined() + " quarantined chunks are tried again");
                }
                out.println(runs.discover() + " new chunks, " + runs.runAll() + " runs");
                LeftOut.say(context, out);
            }
            if (rebuild) {
                out.println("rebuilt as index generation " + context.getBean(RebuildRun.class).run());
            }
            registry.states().forEach((state, count) -> out.println(count + " chunks " + state));
            context.getBean(JobHistory.class).latest(20).forEach(out::println);
        }
        return 0;
    }
}
