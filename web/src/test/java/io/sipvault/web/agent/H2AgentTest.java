package io.sipvault.web.agent;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of agents, on the embedded database, in a file as in use. */
final class H2AgentTest extends AgentContract {
    @TempDir
    private Path folder;
    private @Nullable JdbcConnectionPool pool;

    @Override
    DataSource dataSource() {
        JdbcConnectionPool created = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("accounts"), "sa", "");
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
