package io.sipvault.ingest.chunk;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Manifests as JSON: names in snake case and sorted, so that the same manifest is always the same bytes. */
public final class ManifestCodec {
    /** A manifest of a 64 MiB chunk stays far below; more is refused before it is parsed. */
    private static final int LIMIT_BYTES = 8 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ManifestCodec() {}

    public static byte[] encode(ChunkManifest manifest) {
        return JSON.writeValueAsBytes(manifest);
    }

    static byte[] encode(ExpiryMark mark) {
        return JSON.writeValueAsBytes(mark);
    }

    /**
     * @param key
     *            where the bytes stood, for the message
     * @throws ForensicException
     *             DAMAGED when the bytes are no mark
     */
    public static ExpiryMark decodeMark(String key, byte[] bytes) {
        try {
            ExpiryMark mark = JSON.readValue(bytes, ExpiryMark.class);
            if (mark.format() != ExpiryMark.FORMAT || mark.chunk() == null || mark.manifestSha256() == null
                    || mark.policy() == null || mark.expired() == null) {
                throw damaged(key, "is no expiry mark of format " + ExpiryMark.FORMAT, null);
            }
            return mark;
        } catch (JacksonException | NullPointerException e) {
            throw damaged(key, "is no expiry mark: " + e.getMessage(), e);
        }
    }

    /**
     * @param key
     *            where the bytes stood, for the message
     * @throws ForensicException
     *             DAMAGED when the bytes are no manifest
     */
    public static ChunkManifest decode(String key, byte[] bytes) {
        if (bytes.length > LIMIT_BYTES) {
            throw damaged(key, "has " + bytes.length + " bytes, at most " + LIMIT_BYTES + " are expected", null);
        }
        try {
            ChunkManifest manifest = JSON.readValue(bytes, ChunkManifest.class);
            if (manifest.format() != ChunkManifest.FORMAT) {
                throw damaged(key, "has format " + manifest.format() + ", this version reads " + ChunkManifest.FORMAT,
                        null);
            }
            return manifest;
        } catch (JacksonException | NullPointerException e) {
            throw damaged(key, "is not a manifest: " + e.getMessage(), e);
        }
    }

    /** The hash that the next manifest of the chain names. */
    public static String sha256(byte[] encoded) {
        return HexFormat.of().formatHex(Hash128.sha256().digest(encoded));
    }

    /** SHA-256 over the frames' hashes, in order. */
    public static String contentRoot(Iterable<String> frameHashes) {
        StringBuilder all = new StringBuilder();
        frameHashes.forEach(all::append);
        return sha256(all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static ForensicException damaged(String key, String what,
            @org.jspecify.annotations.Nullable Throwable cause) {
        return new ForensicException(ErrorCode.DAMAGED, "reading manifest " + key + ": it " + what
                + " (altered, or written by another version?)", cause);
    }
}
