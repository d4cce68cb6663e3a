package io.sipvault.agent.command;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The token that whoever gives commands has to bear: read from its file each time, so that a new one counts without a restart. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final Path file;

    /** @throws ForensicException BAD_REQUEST when there is none in the file */
    BearerToken(Path file) {
        this.file = file;
        read();
    }

    private String read() {
        try {
            String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (token.matches("[!-~]{16,512}")) {
                return token;
            }
            throw new IOException("it holds no token of 16 to 512 characters in one line");
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "settings of the agent: reading the token of commands"
                    + " from " + file + " failed (" + e + "); sipvault.agent.command.token-file names a file with a"
                    + " token such as openssl rand -hex 32 makes", e);
        }
    }

    /** Whether a header has it; how long that takes says nothing about the token. */
    boolean isIn(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(hash(read()), hash(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] hash(String token) {
        return Hash128.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
