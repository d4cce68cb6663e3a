package io.sipvault.jobs.importing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what is received.
 *
 * @param mostStaged
 *            what all files that wait to be archived may take on disk
 * @param keepFree
 *            what stays free on that disk
 */
@ConfigurationProperties("sipvault.imports")
public record ImportSettings(@DefaultValue("200GB") DataSize mostStaged, @DefaultValue("256MB") DataSize keepFree) {}
