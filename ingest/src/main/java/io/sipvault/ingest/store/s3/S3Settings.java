package io.sipvault.ingest.store.s3;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectKeys;
import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Pattern;

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
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9](?!.*[.]{2})[a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");
    private static final Pattern ACCESS_KEY = Pattern.compile("[!-~]{1,256}");

    public S3Settings {
        checkEndpoint(endpoint);
        if (!BUCKET.matcher(bucket).matches() || !REGION.matcher(region).matches()) {
            throw refused("bucket \"" + bucket + "\" and region \"" + region + "\" must be of a-z 0-9 . - and begin and"
                    + " end with a letter or digit, a bucket of 3 to 63 characters");
        }
        if (!ACCESS_KEY.matcher(accessKey).matches()) {
            throw refused(
                    "the access key (" + accessKey.length() + " characters) must be printable and without spaces");
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
        if (!bare.isEmpty() && !ObjectKeys.isLegal(bare)) {
            throw refused(
                    "the prefix \"" + bare.replaceAll("[^ -~]", "?") + "\" must be segments of A-Z a-z 0-9 . _ = -"
                            + " joined by single slashes and not begin with a dot");
        }
        return bare.isEmpty() ? "" : bare + "/";
    }

    private static void checkEndpoint(URI endpoint) {
        if (String.valueOf(endpoint.getRawAuthority()).contains("@")) {
            throw refused("the endpoint's address holds a user; give access key and secret key by their own settings");
        }
        String scheme = String.valueOf(endpoint.getScheme());
        boolean bare = endpoint.getPath() == null || endpoint.getPath().isEmpty() || endpoint.getPath().equals("/");
        if (!(scheme.equals("http") || scheme.equals("https")) || endpoint.getHost() == null || !bare) {
            throw refused("the endpoint " + endpoint + " must be http:// or https:// with a host and no path,"
                    + " as in http://127.0.0.1:9000");
        }
    }

    private static ForensicException refused(String why) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "Settings of the S3 object store: " + why + ".");
    }

    /** The bucket and prefix as an address, without secrets. */
    public String location() {
        return endpoint.getScheme() + "://" + endpoint.getAuthority() + "/" + bucket + "/" + prefix;
    }

    @Override
    public String toString() {
        return "S3Settings[" + location() + ", region " + region + ", access key " + accessKey + "]";
    }
}
