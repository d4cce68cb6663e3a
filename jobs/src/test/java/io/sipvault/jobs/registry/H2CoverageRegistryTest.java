package io.sipvault.jobs.registry;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What coverage asks, on the embedded database, in a file as in use. */
final class H2CoverageRegistryTest extends CoverageRegistryContract {
    @TempDir
    private Path folder;
    private @Nullable JdbcConnectionPool pool;

    @Override
    DataSource dataSource() {
        JdbcConnectionPool created = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("registry"), "sa", "");
        created.setMaxConnections(16);
        pool = created;
        return created;
    }

    @AfterEach
    void closePool() {
        if (pool != null) {
            pool.dispose();
        }
    }
}
