package io.sipvault.jobs.launch;

import io.sipvault.jobs.ingestion.IndexJobConfiguration;
import java.util.Set;
import org.springframework.batch.core.job.Job;

/**
 * A job that may be asked for.
 *
 * @param job
 *            what runs
 * @param dryRun
 *            what runs instead where nothing shall be changed; the same as the job where it has no dry run
 * @param options
 *            what may be said with it, beside its name
 */
record AskedJob(Job job, Job dryRun, Set<String> options) {
    static final String DRY_RUN = "dry_run";

    static AskedJob plain(Job job) {
        return new AskedJob(job, job, Set.of());
    }

    static AskedJob index(Job job) {
        return new AskedJob(job, job, Set.of(IndexJobConfiguration.RETRY));
    }

    static AskedJob withDryRun(Job job, Job dryRun) {
        return new AskedJob(job, dryRun, Set.of(DRY_RUN));
    }

    Job by(Set<String> chosen) {
        return chosen.contains(DRY_RUN) ? dryRun : job;
    }
}
