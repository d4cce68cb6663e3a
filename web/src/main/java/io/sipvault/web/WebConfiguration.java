package io.sipvault.web;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.IndexCounts;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.jobs.figures.FigureTable;
import io.sipvault.web.limit.LimitProperties;
import io.sipvault.web.operations.HealthSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What a server has beside the jobs: the search over the index that the jobs write, and what answers requests. */
@Configuration(proxyBeanMethods = false)
@ComponentScan("io.sipvault.web")
@EnableScheduling
@EnableConfigurationProperties(HealthSettings.class)
public class WebConfiguration {
    /** The index is the jobs': the search must not close it. */
    @Bean(destroyMethod = "")
    EvidenceSearch evidenceSearch(PartitionedIndex index, NumberNormalizer numbers, LimitProperties limits) {
        return new LuceneSearch(index, numbers, limits.searchTime());
    }

    @Bean
    IndexLookup indexLookup(PartitionedIndex index) {
        return new IndexLookup(index);
    }

    @Bean
    IndexCounts indexCounts(PartitionedIndex index) {
        return new IndexCounts(index);
    }

    @Bean
    FigureTable figureTable(JdbcTemplate jdbc) {
        return new FigureTable(jdbc);
    }

    @Bean
    DialogReader dialogReader(Archive archive, IndexLookup lookup) {
        return new DialogReader(archive.store(), lookup);
    }
}
