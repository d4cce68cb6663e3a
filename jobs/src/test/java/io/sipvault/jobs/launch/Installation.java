package io.sipvault.jobs.launch;

import io.sipvault.indexer.call.LinkHeaders;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.importing.ImportReport;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.jobs.importing.ImportConfiguration;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The jobs with all that they need in a folder, started as the application starts them. */
public final class Installation implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Path root;

    private Installation(ConfigurableApplicationContext context, Path root) {
        this.context = context;
        this.root = root;
    }

    /** The application without its command line. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({JobsConfiguration.class, ImportConfiguration.class})
    static class Application {
        @Bean
        ObjectStore objectStore(DataDirectory data) {
            return new FailingStore(LocalObjectStores.open(data.store()));
        }
    }

    public static Installation start(Path root) {
        return start(root, Map.of());
    }

    static Installation start(Path root, String linkHeaders) {
        return start(root, Map.of("sipvault.links", linkHeaders));
    }

    /** With settings. */
    public static Installation start(Path root, Map<String, Object> settings) {
        return start(root, settings, Clock.systemUTC(), null);
    }

    /** @param store instead of its own; null for a local one that can be told to fail */
    static Installation start(Path root, Clock clock, @Nullable ObjectStore store) {
        return start(root, Map.of(), clock, store);
    }

    private static Installation start(Path root, Map<String, Object> settings, Clock clock,
            @Nullable ObjectStore store) {
        return new Installation(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .initializers(context -> prefer((GenericApplicationContext) context, clock, store))
                .properties(Map.of("sipvault.data", root.toString(), "sipvault.links", LinkHeaders.COMMON,
                        "spring.main.banner-mode", "off",
                        "spring.batch.job.enabled", "false",
                        "spring.batch.jdbc.initialize-schema", "never",
                        "spring.flyway.locations", "classpath:db/migration/jobs",
                        "spring.datasource.url", "jdbc:h2:file:" + root + "/db/sipvault;DB_CLOSE_ON_EXIT=FALSE",
                        "logging.level.root", "ERROR"))
                .properties(settings)
                .run(), root);
    }

    private static void prefer(GenericApplicationContext context, Clock clock, @Nullable ObjectStore store) {
        context.registerBean("preferredClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        if (store != null) {
            context.registerBean("preferredStore", ObjectStore.class, () -> store, bean -> bean.setPrimary(true));
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    FailingStore store() {
        return (FailingStore) bean(ObjectStore.class);
    }

    public ChunkRegistry registry() {
        return bean(ChunkRegistry.class);
    }

    public IndexRuns runs() {
        return bean(IndexRuns.class);
    }

    /** Archives a call as a file of its own, which becomes one chunk. */
    public ChunkId archiveCall(String callId, long startNs) throws IOException {
        return importCall(callId, startNs).chunks().getFirst();
    }

    ImportReport importCall(String callId, long startNs) throws IOException {
        Path file = SipCapture.ofCall(Files.createTempFile(root, "call", ".pcap"), callId, startNs);
        FileImporter importer = new FileImporter(bean(Archive.class), bean(ManifestSigner.class),
                root.resolve("staging"), bean(Workers.class).executor(), "test", bean(Clock.class));
        return importer.importFile(file, "import");
    }

    /** All dialogs of the index that is in use, as they are displayed. */
    public List<String> dialogs() {
        try (PartitionedIndex index = PartitionedIndex.open(bean(DataDirectory.class).index())) {
            return new LuceneSearch(index, new NumberNormalizer("US")).search(new QueryNode.MatchAll(), Row.DIALOGS,
                    null, 100).hits().stream().map(Hit::display).sorted().toList();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
