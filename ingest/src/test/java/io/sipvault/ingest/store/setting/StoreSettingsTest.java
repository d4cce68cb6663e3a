package io.sipvault.ingest.store.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.s3.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreSettingsTest {
    private static final String SECRET = "hunter2/+secret";

    @TempDir
    private Path data;
    private final Map<String, String> environment = new HashMap<>();

    private StoreSettings read(@Nullable String option) {
        return StoreSettings.read(option, environment, data);
    }

    private S3Settings s3(@Nullable String option) {
        return ((StoreSettings.S3) read(option)).settings();
    }

    private void set(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    private void setKeysAndEndpoint() {
        set("SIPVAULT_S3_ENDPOINT", "http://127.0.0.1:9000", "SIPVAULT_S3_ACCESS_KEY", "AKIA",
                "SIPVAULT_S3_SECRET_KEY", SECRET);
    }

    private void file(String... lines) throws IOException {
        Files.writeString(data.resolve("sipvault.properties"), String.join("\n", lines));
    }

    @Test
    void takesTheDataDirectorysOwnStoreByDefault() {
        assertThat(read(null)).isEqualTo(new StoreSettings.Local(data.resolve("store"), true));
        assertThat(read(null).location()).isEqualTo("local");
    }

    @Test
    void hasDefaultsForAllButServerBucketAndKeys() {
        setKeysAndEndpoint();
        set("SIPVAULT_STORE", "s3", "SIPVAULT_S3_BUCKET", "calls");

        S3Settings s3 = s3(null);

        assertThat(s3.prefix()).isEmpty();
        assertThat(s3.region()).isEqualTo("us-east-1");
        assertThat(s3.pathStyle()).isTrue();
    }

    @Test
    void readsEveryKeyOfTheEnvironment() {
        set("SIPVAULT_STORE", "s3", "SIPVAULT_S3_ENDPOINT", "https://s3.example.net", "SIPVAULT_S3_BUCKET", "calls",
                "SIPVAULT_S3_PREFIX", "site-1", "SIPVAULT_S3_REGION", "eu-central-1", "SIPVAULT_S3_PATH_STYLE", "false",
                "SIPVAULT_S3_ACCESS_KEY", "AKIA", "SIPVAULT_S3_SECRET_KEY", SECRET);

        assertEveryKey(s3(null));
        assertThat(environment).hasSameSizeAs(StoreSetting.values());
    }

    @Test
    void readsEveryKeyOfTheFile() throws IOException {
        Map<String, String> lines = new TreeMap<>(Map.of("sipvault.store", "s3", "sipvault.s3.endpoint",
                "https://s3.example.net", "sipvault.s3.bucket", "calls", "sipvault.s3.prefix", "site-1",
                "sipvault.s3.region", "eu-central-1", "sipvault.s3.path-style", "false", "sipvault.s3.access-key",
                "AKIA", "sipvault.s3.secret-key", SECRET));
        file(lines.entrySet().stream().map(line -> line.getKey() + "=" + line.getValue()).toArray(String[]::new));

        assertEveryKey(s3(null));
        assertThat(lines).hasSameSizeAs(StoreSetting.values());
    }

    private static void assertEveryKey(S3Settings s3) {
        assertThat(s3.endpoint()).isEqualTo(URI.create("https://s3.example.net"));
        assertThat(s3.bucket()).isEqualTo("calls");
        assertThat(s3.prefix()).isEqualTo("site-1/");
        assertThat(s3.region()).isEqualTo("eu-central-1");
        assertThat(s3.pathStyle()).isFalse();
        assertThat(s3.accessKey()).isEqualTo("AKIA");
        assertThat(s3.secretKey().get()).isEqualTo(SECRET);
    }

    @Test
    void prefersTheOptionThenTheEnvironmentThenTheFile() throws IOException {
        setKeysAndEndpoint();
        file("sipvault.store=s3", "sipvault.s3.bucket=of-the-file", "sipvault.s3.region=eu-west-1");
        assertThat(s3(null).bucket()).isEqualTo("of-the-file");

        set("SIPVAULT_S3_BUCKET", "of-the-environment");
        assertThat(s3(null).bucket()).isEqualTo("of-the-environment");
        assertThat(s3(null).region()).isEqualTo("eu-west-1");

        assertThat(s3("s3://of-the-option/a/b/").bucket()).isEqualTo("of-the-option");
        assertThat(s3("s3://of-the-option/a/b/").prefix()).isEqualTo("a/b/");
        assertThat(read("local").location()).isEqualTo("local");
    }

    @Test
    void takesPrefixAndBucketOfAnAddressTogether() {
        setKeysAndEndpoint();
        set("SIPVAULT_S3_BUCKET", "other", "SIPVAULT_S3_PREFIX", "other");

        assertThat(s3("s3://calls").location()).isEqualTo("http://127.0.0.1:9000/calls/");
    }

    @Test
    void takesAnotherFolder() throws IOException {
        assertThat(read("/srv/archive").location()).isEqualTo("/srv/archive");
        assertThat(read("./archive")).isEqualTo(new StoreSettings.Local(Path.of("archive").toAbsolutePath(), false));
        file("sipvault.store=../archive");
        assertThat(read(null).location()).isEqualTo(data.resolveSibling("archive").toString());
    }

    @Test
    void readsKeysFromTheFilesThatAreNamed() throws IOException {
        setKeysAndEndpoint();
        environment.remove("SIPVAULT_S3_SECRET_KEY");
        environment.remove("SIPVAULT_S3_ACCESS_KEY");
        set("SIPVAULT_S3_SECRET_KEY_FILE", Files.writeString(data.resolve("secret"), SECRET + "\r\n").toString());
        Files.writeString(data.resolve("access"), "AKIA");
        file("sipvault.s3.access-key-file=access");

        assertThat(s3("s3://calls").secretKey().get()).isEqualTo(SECRET);
        assertThat(s3("s3://calls").accessKey()).isEqualTo("AKIA");
    }

    @Test
    void takesAnEmptyVariableAsNotSet() {
        set("SIPVAULT_STORE", " ");

        assertThat(read(null).location()).isEqualTo("local");
    }

    @ParameterizedTest
    @CsvSource({"SIPVAULT_S3_ENDPOINT,sipvault.s3.endpoint", "SIPVAULT_S3_BUCKET,sipvault.s3.bucket",
            "SIPVAULT_S3_ACCESS_KEY,sipvault.s3.access-key", "SIPVAULT_S3_SECRET_KEY,sipvault.s3.secret-key"})
    void saysWhatIsMissingAndWhereItWasLookedFor(String variable, String property) {
        setKeysAndEndpoint();
        set("SIPVAULT_S3_BUCKET", "calls");
        environment.remove(variable);

        refuses("s3", variable, property, data.resolve("sipvault.properties").toString(), "no such file",
                "it goes as " + variable);
    }

    @ParameterizedTest
    @CsvSource({"SIPVAULT_S3_ENDPOINT,s3.example.net", "SIPVAULT_S3_ENDPOINT,ftp://s3.example.net",
            "SIPVAULT_S3_ENDPOINT,http://s3 .example.net", "SIPVAULT_S3_BUCKET,Calls", "SIPVAULT_S3_BUCKET,a",
            "SIPVAULT_S3_PREFIX,../a", "SIPVAULT_S3_REGION,Frankfurt am Main", "SIPVAULT_S3_PATH_STYLE,yes",
            "SIPVAULT_S3_ACCESS_KEY,two words", "SIPVAULT_STORE,S3", "SIPVAULT_STORE,gs://calls"})
    void refusesWrongValues(String variable, String value) {
        setKeysAndEndpoint();
        set("SIPVAULT_STORE", "s3", "SIPVAULT_S3_BUCKET", "calls");
        set(variable, value);

        refuses(null, "ettings of the");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://AKIA:hunter2/+secret@host", "https://hunter2/+secret@ho_st",
            "https://AKIA:hunter2/+secret @"})
    void neverPrintsAPasswordInAnEndpoint(String endpoint) {
        setKeysAndEndpoint();
        set("SIPVAULT_S3_ENDPOINT", endpoint.replace("/+secret", ""));

        refuses("s3://calls", "endpoint");
    }

    @Test
    void refusesASecretThatIsSetTwice() {
        setKeysAndEndpoint();
        set("SIPVAULT_S3_SECRET_KEY_FILE", "/run/secrets/key");

        refuses("s3://calls", "SIPVAULT_S3_SECRET_KEY ", "SIPVAULT_S3_SECRET_KEY_FILE ", "keep one");
    }

    @Test
    void refusesAKeyFileThatHoldsNoKey() throws IOException {
        setKeysAndEndpoint();
        environment.remove("SIPVAULT_S3_SECRET_KEY");
        Path file = data.resolve("secret");
        set("SIPVAULT_S3_SECRET_KEY_FILE", file.toString());
        refuses("s3://calls", "SIPVAULT_S3_SECRET_KEY_FILE", "NoSuchFileException");

        Files.writeString(file, SECRET + "\n" + SECRET);
        refuses("s3://calls", "2 lines");
        Files.writeString(file, "\n");
        refuses("s3://calls", "one line");
        set("SIPVAULT_S3_SECRET_KEY_FILE", SECRET);
        refuses("s3://calls", "SIPVAULT_S3_SECRET_KEY_FILE");
    }

    @Test
    void refusesAMisspelledKeyInTheFile() throws IOException {
        file("sipvault.s3.prefx=site-1");

        refuses(null, "sipvault.s3.prefx", "sipvault.s3.prefix", "sipvault.properties");
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Files.write(data.resolve("sipvault.properties"), new byte[]{(byte) 0xff, (byte) 0xfe, 0, 1});

        refuses(null, "sipvault.properties", "UTF-8");
    }

    @Test
    void neverPrintsASecret() {
        setKeysAndEndpoint();

        assertThat(read("s3://calls/a").toString()).contains("calls/a").doesNotContain("hunter2");
        assertThat(read("s3://calls/a").location()).doesNotContain("hunter2");
    }

    private void refuses(@Nullable String option, String... pieces) {
        assertThatExceptionOfType(ForensicException.class).isThrownBy(() -> read(option)).satisfies(e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(e.getMessage()).contains(pieces).doesNotContain("hunter2").doesNotContain("\n");
        });
    }
}
