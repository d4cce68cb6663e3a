package io.sipvault.ingest.store.s3;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectKeys;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Where a bucket is and who we are there.
 *
 * @param endpoint http or https with host and port, without path and without credentials
 * @param region what requests are signed for; MinIO takes us-east-1 unless it was told otherwise
 * @param prefix begins every object's name in the bucket; empty, or segments with a slash at the end (added when missing)
 * @param pathStyle whether the bucket is in the path (servers by address) or in the host name (AWS)
 * @param secretKey asked at every request, so a key can be changed while we run; it is never printed
 */
public record S3Settings(URI endpoint, String region, String bucket, String prefix, boolean pathStyle, String accessKey,
        Supplier<String> secretKey) {

    public S3Settings {
        checkEndpoint(endpoint);
        if (bucket.isBlank() || region.isBlank() || accessKey.isBlank()) {
            throw refused("bucket \"" + bucket + "\", region \"" + region + "\" and access key (" + accessKey.length()
                    + " characters) must not be empty");
        }
        prefix = normalPrefix(prefix);
    }

    /** Path style, no prefix, region us-east-1. */
    public static S3Settings of(URI endpoint, String bucket, String accessKey, Supplier<String> secretKey) {
        return new S3Settings(endpoint, "us-east-1", bucket, "", true, accessKey, secretKey);
    }

    private static String normalPrefix(String prefix) {
        String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        if (bare.length() > 100) {
            throw refused("the prefix has " + bare.length() + " characters, expected at most 100");
        }
        return bare.isEmpty() ? "" : ObjectKeys.check(bare) + "/";
    }

    private static void checkEndpoint(URI endpoint) {
        if (endpoint.getUserInfo() != null) {
            throw refused("the endpoint's address holds a user; give access key and secret key by their own settings");
        }
        String scheme = String.valueOf(endpoint.getScheme());
        boolean bare = endpoint.getPath() == null || endpoint.getPath().isEmpty() || endpoint.getPath().equals("/");
        if (!(scheme.equals("http") || scheme.equals("https")) || endpoint.getHost() == null || !bare) {
            throw refused("the endpoint " + endpoint + " must be http:// or https:// with a host and no path");
        }
    }

    private static ForensicException refused(String why) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "Settings of the S3 object store: " + why + ".");
    }

    /** The bucket and prefix as an address for messages. */
    String location() {
        return endpoint.getScheme() + "://" + endpoint.getAuthority() + "/" + bucket + "/" + prefix;
    }

    @Override
    public String toString() {
        return "S3Settings[" + location() + ", region " + region + ", access key " + accessKey + "]";
    }
}
