package io.sipvault.web.operations;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The folders that Tomcat wants, in the data directory: by default it leaves two behind in the folder for temporary files at
 * each start. They go with the server, and what one left that was killed goes at the next start.
 */
@Component
final class TomcatFolder implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, AutoCloseable {
    private final Path folder;

    TomcatFolder(DataDirectory data) {
        this.folder = data.root().resolve("tomcat");
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        try {
            FileSystemUtils.deleteRecursively(folder);
            factory.setBaseDirectory(folder.toFile());
            factory.setDocumentRoot(Files.createDirectories(folder.resolve("root")).toFile());
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "preparing " + folder + " failed: " + e.getMessage()
                    + ". Is the data directory writable for this user?", e);
        }
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
