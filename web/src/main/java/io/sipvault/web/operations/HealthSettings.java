package io.sipvault.web.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * When a server is ready.
 *
 * @param leastFree
 *            free bytes of the disk with the data directory
 * @param mostLag
 *            how long a chunk may wait to be indexed
 */
@ConfigurationProperties("sipvault.health")
public record HealthSettings(@DefaultValue("256MB") DataSize leastFree, @DefaultValue("15m") Duration mostLag) {}
