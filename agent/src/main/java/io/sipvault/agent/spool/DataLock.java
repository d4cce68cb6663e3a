package io.sipvault.agent.spool;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The right to use an agent's data directory; ends with the process at the latest. */
public final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws ForensicException
     *             IN_USE when another process has it
     */
    public static DataLock take(Path folder) {
        Path file = folder.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new ForensicException(ErrorCode.IN_USE, "using the agent's data directory " + folder
                        + ": another agent uses it. Give each agent a data directory and a name of its own");
            }
            return new DataLock(channel);
        } catch (IOException e) {
            throw SpoolFailure.of("locking", file, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Notes whose directory it is, at the first start. An agent that got another name here would go on with the chain of the
     * other.
     *
     * @throws ForensicException
     *             BAD_REQUEST when it belongs to another name
     */
    public static void belongsTo(Path folder, String name) {
        Path file = folder.resolve("name");
        try {
            String known = Files.exists(file) ? Files.readString(file).strip() : "";
            if (known.isEmpty()) {
                DurableFile.write(file, (name + "\n").getBytes(StandardCharsets.UTF_8));
            } else if (!known.equals(name)) {
                throw new ForensicException(ErrorCode.BAD_REQUEST, "the agent's data directory " + folder
                        + " belongs to the agent \"" + known + "\", and sipvault.agent.name is \"" + name
                        + "\". Give the agent its name back, or another data directory with the other name");
            }
        } catch (IOException e) {
            throw SpoolFailure.of("reading whose data directory it is from", file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "unlocking the agent's data directory failed: "
                    + e.getMessage(), e);
        }
    }
}
