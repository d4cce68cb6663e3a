package io.sipvault.jobs.importing;

import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexRuns;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.work.Workers;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What imports need. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ImportSettings.class)
public class ImportConfiguration {
    private static final String RECEIVED = "received";

    @Bean
    Imports imports(JdbcTemplate jdbc, Clock clock, DataDirectory data, ImportSettings settings, Archive archive,
            ManifestSigner signer, IndexRuns runs, Workers workers, ChunkRegistry registry, PartitionedIndex index,
            @Value("${sipvault.tool:sipvault}") String tool) {
        return new Imports(new ImportTable(jdbc, clock), new StagedFiles(data.staging().resolve(RECEIVED), settings),
                new FileArchiver(archive, signer, data, runs, workers, tool, clock), runs, registry,
                new Summaries(registry, archive, index), workers);
    }
}
