package io.sipvault.web.agent;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps secrets that have to be given out again: AES-256 in GCM, bound to whose secret it is, by a key in a file of mode 0600
 * that is made when it is first needed. A copy of the database alone gives none away.
 */
final class TokenCipher {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    /** As NIST SP 800-38D 5.2.1.1 advises. */
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    TokenCipher(Path file) {
        this.file = file;
    }

    /** @param owner without whose name it cannot be decrypted */
    String encrypt(String secret, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, owner, secret.getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return Base64.getEncoder().encodeToString(all);
    }

    /** @throws ForensicException NOT_PROVEN when it was encrypted by another key or for another owner */
    String decrypt(String encrypted, String owner) {
        byte[] all = Base64.getDecoder().decode(encrypted);
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        return new String(run(Cipher.DECRYPT_MODE, nonce, owner, Arrays.copyOfRange(all, NONCE_BYTES, all.length)),
                StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, String owner, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new ForensicException(ErrorCode.NOT_PROVEN, "decrypting the token of agent " + owner + " failed ("
                    + e.getMessage() + "): it was encrypted by another key than " + file + ". Restore that file from a"
                    + " backup, or give the agent's token again", e);
        }
    }

    private synchronized byte[] key() {
        try {
            if (!Files.exists(file)) {
                create();
            }
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == KEY_BYTES) {
                return key;
            }
            throw new IOException("expected " + KEY_BYTES + " bytes in Base64, got " + key.length);
        } catch (IOException | IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "reading the key of agents' tokens " + file + " failed: "
                    + e.getMessage() + ". Restore it from a backup, or remove it and give the tokens again", e);
        }
    }

    private void create() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.SYNC);
        Files.move(draft, file);
    }
}
