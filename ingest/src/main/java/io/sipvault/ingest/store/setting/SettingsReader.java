package io.sipvault.ingest.store.setting;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.s3.S3Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sense of what the sources hold. */
record SettingsReader(SettingSources sources, Path dataDirectory) {
    private static final String LOCAL = "local";
    private static final String S3 = "s3";
    private static final String S3_ADDRESS = "s3://";

    StoreSettings read() {
        Optional<Found> store = sources.find(StoreSetting.STORE);
        String value = store.map(Found::value).orElse(LOCAL);
        if (value.equals(LOCAL)) {
            return new StoreSettings.Local(dataDirectory.resolve("store"), true);
        }
        if (value.equals(S3)) {
            return s3(null);
        }
        return value.startsWith(S3_ADDRESS) ? s3(store.orElseThrow()) : folder(store.orElseThrow());
    }

    private StoreSettings folder(Found store) {
        if (!store.value().contains("/") || store.value().contains("://")) {
            throw wrong(StoreSetting.STORE, store);
        }
        try {
            return new StoreSettings.Local(store.path().toAbsolutePath().normalize(), false);
        } catch (InvalidPathException e) {
            throw wrong(StoreSetting.STORE, store);
        }
    }

    /** @param address decides bucket and prefix when it is there */
    private StoreSettings s3(@Nullable Found address) {
        Found endpoint = sources.require(StoreSetting.ENDPOINT);
        Found bucket = address == null ? sources.require(StoreSetting.BUCKET) : address;
        Found accessKey = sources.require(StoreSetting.ACCESS_KEY);
        String secretKey = sources.require(StoreSetting.SECRET_KEY).value();
        try {
            return new StoreSettings.S3(new S3Settings(uri(endpoint), orElse(StoreSetting.REGION, "us-east-1"),
                    address == null ? bucket.value() : bucketOf(address),
                    address == null ? orElse(StoreSetting.PREFIX, "") : prefixOf(address), pathStyle(),
                    accessKey.value(), () -> secretKey));
        } catch (ForensicException e) {
            throw new ForensicException(e.code(), e.getMessage() + " Endpoint by " + endpoint + ", bucket by " + bucket
                    + ", access key by " + accessKey + ".", e);
        }
    }

    private String orElse(StoreSetting setting, String usual) {
        return sources.find(setting).map(Found::value).orElse(usual);
    }

    private boolean pathStyle() {
        Optional<Found> found = sources.find(StoreSetting.PATH_STYLE);
        if (found.isPresent() && !found.get().value().matches("true|false")) {
            throw wrong(StoreSetting.PATH_STYLE, found.get());
        }
        return found.isEmpty() || found.get().value().equals("true");
    }

    private static String bucketOf(Found address) {
        String path = address.value().substring(S3_ADDRESS.length());
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    }

    private static String prefixOf(Found address) {
        return address.value().substring(S3_ADDRESS.length() + bucketOf(address).length()).replaceFirst("^/", "");
    }

    /** What may hold a password is not printed. */
    private static URI uri(Found endpoint) {
        try {
            return new URI(endpoint.value());
        } catch (URISyntaxException e) {
            throw SettingSources.refused("the endpoint is no address; it goes as "
                    + StoreSetting.ENDPOINT.example() + ".");
        }
    }

    private static ForensicException wrong(StoreSetting setting, Found found) {
        return SettingSources.refused(setting.meaning() + " cannot be \"" + found.value() + "\" (by " + found
                + "): expected " + setting.example());
    }
}
