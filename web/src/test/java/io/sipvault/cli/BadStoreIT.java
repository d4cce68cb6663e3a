package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.store.s3.S3ProxyServer;
import io.sipvault.ingest.store.setting.StoreSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of a store that it cannot use, or that is not the one it used before. */
final class BadStoreIT {
    private static final Path CALL = Cli.sample("02-busy.pcap");

    private static S3ProxyServer server;

    @TempDir
    private Path folder;
    private Path data = Path.of("");

    @BeforeAll
    static void startServer() throws Exception {
        server = new S3ProxyServer();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @BeforeEach
    void makeDataDirectory() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
    }

    private void settings(String... more) throws IOException {
        settingsAt(server.endpoint().toString(), S3ProxyServer.SECRET_KEY, more);
    }

    private void settingsAt(String endpoint, String secret, String... more) throws IOException {
        Files.write(data.resolve(StoreSettings.FILE), Stream.concat(Stream.of("sipvault.s3.endpoint=" + endpoint,
                "sipvault.s3.access-key=" + S3ProxyServer.ACCESS_KEY, "sipvault.s3.secret-key=" + secret),
                Arrays.stream(more)).toList());
    }

    /** A prefix of the bucket that no other test uses. */
    private String address(String name) {
        return "s3://" + S3ProxyServer.BUCKET + "/" + folder.getFileName().toString().replaceAll("[^a-z0-9]", "") + "-"
                + name;
    }

    private Cli refused(int status, Object... arguments) {
        Cli cli = Cli.run(arguments);
        assertThat(cli.status()).as(cli.toString()).isEqualTo(status);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).as(cli.toString()).hasSize(1);
        assertThat(cli.err().getFirst()).doesNotContain(S3ProxyServer.SECRET_KEY, "hunter2");
        return cli;
    }

    private static Cli ok(Object... arguments) {
        Cli cli = Cli.run(arguments);
        assertThat(cli.status()).as(cli.toString()).isZero();
        return cli;
    }

    private void assertNothingBegun() {
        assertThat(data).isDirectoryNotContaining(
                file -> !List.of("lock", StoreSettings.FILE).contains(file.getFileName().toString()));
    }

    @Test
    void saysWhichSettingIsMissing() {
        for (String command : List.of("import", "demo")) {
            Object[] arguments = command.equals("import")
                    ? new Object[]{command, "--data", data, "--store", "s3://calls", CALL}
                    : new Object[]{command, "--data", data, "--store", "s3://calls", "--sample-data",
                            Path.of("..", "sample-data")};
            assertThat(refused(2, arguments).err().getFirst()).startsWith("sipvault " + command)
                    .contains("SIPVAULT_S3_ENDPOINT", "sipvault.s3.endpoint", "sipvault.properties");
        }
        assertNothingBegun();
    }

    @Test
    void saysThatASettingIsWrong() {
        assertThat(refused(2, "import", "--data", data, "--store", "S3", CALL).err().getFirst())
                .contains("\"S3\"", "--store", "s3://BUCKET/PREFIX");
    }

    @Test
    void saysThatTheKeyIsWrong() throws IOException {
        settingsAt(server.endpoint().toString(), "hunter2");

        assertThat(refused(1, "import", "--data", data, "--store", address("a"), CALL).err().getFirst())
                .contains("SignatureDoesNotMatch", "secret key is wrong");
        assertNothingBegun();
    }

    @Test
    void saysThatThereIsNoBucket() throws IOException {
        settings();

        assertThat(refused(1, "import", "--data", data, "--store", "s3://no-such-bucket", CALL).err().getFirst())
                .contains("NoSuchBucket", "There is no bucket no-such-bucket");
        assertNothingBegun();
    }

    @Test
    void saysThatNothingListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            settingsAt("http://127.0.0.1:" + socket.getLocalPort(), "hunter2");
        }
        assertThat(refused(1, "import", "--data", data, "--store", address("a"), CALL).err().getFirst())
                .contains("Nothing listens");
        assertNothingBegun();
    }

    @Test
    void refusesABucketForADirectoryWhoseArchiveIsLocal() throws IOException {
        ok("import", "--data", data, CALL);
        settings();

        for (Object[] command : new Object[][]{{"search", "--data", data, "--store", address("a")},
                {"verify", "--data", data, "--store", address("a")},
                {"jobs", "--data", data, "--store", address("a"), "--run"},
                {"import", "--data", data, "--store", address("a"), CALL}}) {
            assertThat(refused(2, command).err().getFirst()).contains(data.resolve("store").toString(),
                    server.endpoint() + "/archive/", "belong", "--data");
        }
        ok("verify", "--data", data);
    }

    @Test
    void refusesALocalArchiveOfADirectoryThatDoesNotRememberIt() throws IOException {
        ok("import", "--data", data, CALL);
        Files.delete(data.resolve("archive.properties"));
        settings();

        refused(2, "import", "--data", data, "--store", address("a"), CALL);
        ok("import", "--data", data, CALL);
        assertThat(data.resolve("archive.properties")).exists();
    }

    @Test
    void refusesTheLocalStoreAndOtherPrefixesForADirectoryWhoseArchiveIsInABucket() throws IOException {
        settings("sipvault.store=" + address("a"));
        ok("import", "--data", data, CALL);

        assertThat(refused(2, "search", "--data", data, "--store", "local").err().getFirst())
                .contains(data.resolve("store").toString(), server.endpoint().toString());
        assertThat(refused(2, "import", "--data", data, "--store", "local", CALL).err().getFirst()).contains(
                server.endpoint().toString());
        refused(2, "search", "--data", data, "--store", address("b"));
        refused(2, "import", "--data", data, "--store", address("b"), CALL);
        assertThat(ok("search", "--data", data, "--json", "status:486").out()).isNotEmpty();
    }

    @Test
    void refusesABucketThatWasEmptied() throws IOException {
        settings("sipvault.store=" + address("a"));
        ok("import", "--data", data, CALL);
        try (ObjectStore store = StoreSettings.read(null, Map.of(), data).open()) {
            store.list("", null, 1000).forEach(object -> store.delete(object.key()));
        }

        refused(2, "import", "--data", data, CALL);
    }

    @Test
    void knowsAnArchiveThatWasCopiedToABucket() throws IOException {
        ok("import", "--data", data, CALL);
        settings();
        try (ObjectStore from = LocalObjectStores.open(data.resolve("store"));
                ObjectStore to = StoreSettings.read(address("copy"), Map.of(), data).open()) {
            for (StoredObject object : from.list("", null, 1000)) {
                to.putIfAbsent(object.key(), from.read(object.key()));
            }
        }
        settings("sipvault.store=" + address("copy"));

        ok("verify", "--data", data);
        ok("import", "--data", data, Cli.sample("04-no-answer.pcapng"));

        assertThat(Files.readString(data.resolve("archive.properties"))).contains(server.endpoint().toString());
        assertThat(ok("search", "--data", data, "--json").out()).hasSizeGreaterThan(1);
        ok("verify", "--data", data);
    }

    /** What another installation archived stands for chunks that an import archived and died before it made them known. */
    @Test
    void findsWhatAnImportThatDiedHadArchived() throws IOException {
        ok("import", "--data", data, CALL);
        Path archive = data.resolve("store");
        ok("import", "--data", folder.resolve("other"), "--store", archive, Cli.sample("04-no-answer.pcapng"));
        ok("import", "--data", data, CALL);
        int known = ok("search", "--data", data, "--json").out().size();

        Files.createFile(data.resolve("importing"));
        ok("import", "--data", data, CALL);

        assertThat(ok("search", "--data", data, "--json").out()).hasSizeGreaterThan(known);
        assertThat(data.resolve("importing")).doesNotExist();
    }

    @Test
    void keepsTheArchiveInAnotherFolder() {
        Path archive = folder.resolve("archive");

        assertThat(refused(1, "search", "--data", data, "--store", archive).err().getFirst()).contains("nothing was");
        ok("import", "--data", data, "--store", archive, CALL);

        assertThat(archive.resolve("manifests")).isDirectory();
        assertThat(data.resolve("store")).doesNotExist();
        ok("verify", "--data", data, "--store", archive);
        refused(2, "verify", "--data", data);
        assertThat(data.resolve("store")).doesNotExist();
        ok("demo", "--data", folder.resolve("demo"), "--store", folder.resolve("demo-archive"), "--brief",
                "--sample-data", Cli.samples().resolveSibling("."));
    }
}
