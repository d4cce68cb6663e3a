package io.sipvault.ingest.store.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The settings of the object store, by their name in the file; the environment names them in capitals. */
enum StoreSetting {
    STORE("sipvault.store", "which store", "local, s3, s3://BUCKET/PREFIX, or a folder with a slash in its name"),
    ENDPOINT("sipvault.s3.endpoint", "the S3 server", "http://127.0.0.1:9000"),
    BUCKET("sipvault.s3.bucket", "the bucket", "call-archive"),
    PREFIX("sipvault.s3.prefix", "what every object's name begins with", "site-1"),
    REGION("sipvault.s3.region", "the region of the bucket", "eu-central-1"),
    PATH_STYLE("sipvault.s3.path-style", "whether the bucket is in the path and not in the host name",
            "true or false"),
    ACCESS_KEY("sipvault.s3.access-key", "the access key", "/run/secrets/s3-access-key"),
    SECRET_KEY("sipvault.s3.secret-key", "the secret key", "/run/secrets/s3-secret-key");

    private final String property;
    private final String meaning;
    private final String example;

    StoreSetting(String property, String meaning, String example) {
        this.property = property;
        this.meaning = meaning;
        this.example = example;
    }

    String property() {
        return property;
    }

    String meaning() {
        return meaning;
    }

    /** A value; of what may be in a file, that file. */
    String example() {
        return example;
    }

    /** The environment variable. */
    String variable() {
        return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** Whether it may be given by the name of a file that holds it. */
    boolean mayBeInFile() {
        return this == ACCESS_KEY || this == SECRET_KEY;
    }

    /** The property that names the file. */
    String fileProperty() {
        return property + "-file";
    }

    static boolean isKnown(String property) {
        return Arrays.stream(values()).anyMatch(setting -> setting.property.equals(property)
                || (setting.mayBeInFile() && setting.fileProperty().equals(property)));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(StoreSetting::property).toList();
    }
}
