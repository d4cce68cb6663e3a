package io.sipvault.ingest.chunk;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Signs manifests with this installation's Ed25519 key. The private key stays in a file of mode 0600; the public one lies
 * in the archive under {@code keys/}, named by its fingerprint, so that anyone who has it can prove the archive.
 */
public final class ManifestSigner {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private ManifestSigner(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Loads the key from a file, or makes one when the file is not there. */
    public static ManifestSigner loadOrCreate(Path keyFile) {
        try {
            return Files.exists(keyFile) ? load(keyFile) : create(keyFile);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "reading the signing key " + keyFile + " failed: "
                    + e.getMessage() + ". Restore it from a backup; a new key is only made where there is none", e);
        }
    }

    private static ManifestSigner load(Path keyFile) throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(keyFile);
        if (lines.size() < 2) {
            throw new IOException("expected two lines of Base64, got " + lines.size());
        }
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        Base64.Decoder base64 = Base64.getDecoder();
        return new ManifestSigner(factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))),
                factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))));
    }

    private static ManifestSigner create(Path keyFile) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        Files.createDirectories(keyFile.toAbsolutePath().getParent());
        Path draft = keyFile.resolveSibling(keyFile.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Base64.Encoder base64 = Base64.getEncoder();
        Files.writeString(draft, base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                + base64.encodeToString(pair.getPublic().getEncoded()) + "\n", StandardOpenOption.SYNC);
        Files.move(draft, keyFile);
        return new ManifestSigner(pair.getPrivate(), pair.getPublic());
    }

    /** The public key's place in the archive. */
    public String publicKeyObject() {
        return "keys/" + Hash128.of(publicKey.getEncoded()) + ".pub";
    }

    public byte[] publicKeyBytes() {
        return publicKey.getEncoded();
    }

    public byte[] sign(byte[] manifest) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(manifest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new ForensicException(ErrorCode.INTERNAL, "signing a manifest failed", e);
        }
    }

    /** Whether a signature over a manifest was made by the owner of a public key in X.509 encoding. */
    public static boolean verifies(byte[] publicKey, byte[] manifest, byte[] signatureBytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey)));
            signature.update(manifest);
            return signature.verify(signatureBytes);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
