package io.sipvault.jobs.retention;

import org.springframework.batch.core.job.Job;

/** The job that says what a run of retention would do. The framework takes one job of a name as a bean, so it is none. */
public record RetentionDryRun(Job job) {}
