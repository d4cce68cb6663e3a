package io.sipvault.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.agent.capture.MediaPolicy;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentSettingsTest {
    private static final String LEAST = "sipvault.agent.name=edge-1\nsipvault.agent.interfaces=eth0, eth1\n"
            + "sipvault.store=/srv/archive\n";

    private static final String HEP = "sipvault.agent.name=edge-1\nsipvault.store=/srv/archive\n";

    private static final String COMMAND = "sipvault.agent.command.token-file=/t\nsipvault.agent.command.listen=";

    @TempDir
    private Path folder;

    private AgentSettings read(String text, Map<String, String> environment) {
        try {
            return AgentSettings.read(Files.writeString(folder.resolve("agent.properties"), text), environment);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void needsANameAndInterfacesAndHasDefaultsForTheRest() {
        AgentSettings settings = read(LEAST, Map.of());

        assertThat(settings.name()).isEqualTo("edge-1");
        assertThat(settings.capture().interfaces()).containsExactly("eth0", "eth1");
        assertThat(settings.capture().media()).isEqualTo(MediaPolicy.WHOLE);
        assertThat(settings.capture().announcedOnly()).isTrue();
        assertThat(settings.capture().filter()).isNull();
        assertThat(settings.capture().bufferBytes()).isEqualTo(16 << 20);
        assertThat(settings.limits().chunkBytes()).isEqualTo(64 << 20);
    }

    @Test
    void letsTheEnvironmentCountBeforeTheFile() {
        AgentSettings settings = read(LEAST + "sipvault.agent.media=none\n",
                Map.of("SIPVAULT_AGENT_MEDIA", "headers", "SIPVAULT_AGENT_SNAP_LENGTH", "2000"));

        assertThat(settings.capture().media()).isEqualTo(MediaPolicy.HEADERS);
        assertThat(settings.capture().snapLength()).isEqualTo(2_000);
    }

    @Test
    void readsTheStoreFromTheSameFile() {
        assertThat(read(LEAST + "sipvault.store=" + folder + "/archive\n", Map.of()).store().location())
                .isEqualTo(folder + "/archive");
    }

    @ParameterizedTest
    @CsvSource({"media, video, 'expected whole, headers or none'", "chunk-size, 65MB, expected a size",
            "chunk-size, many, expected a size", "roll.sip, 30, expected a duration", "name, a/b, expected letters",
            "snap-length, 12, 256 to 262144", "spool-limit, 1MB, at least 128MB",
            "name, import-1, not beginning with import", "interfaces, 'eth0,eth0', each once",
            "interfaces, 'any,eth0', any alone", "interfaces, ',', names of interfaces",
            "buffer, 17179869185G, 1MB to 512MB"})
    void refusesWhatMakesNoSenseWithPlaceAndForm(String setting, String value, String expected) {
        assertThatThrownBy(() -> read(LEAST + "sipvault.agent." + setting + "=" + value + "\n", Map.of()))
                .isInstanceOf(ForensicException.class)
                .hasMessageContaining("sipvault.agent." + setting + " cannot be \"" + value + "\"")
                .hasMessageContaining("agent.properties").hasMessageContaining(expected);
    }

    @Test
    void refusesWhatIsMissingMisspelledOrUnreadable() {
        assertThatThrownBy(() -> read("sipvault.agent.name=a\n", Map.of()))
                .hasMessageContainingAll("there is nothing to observe", "sipvault.agent.interfaces",
                        "sipvault.agent.hep.listen");
        assertThatThrownBy(() -> read(LEAST + "sipvault.agent.medai=none\n", Map.of()))
                .hasMessageContaining("\"sipvault.agent.medai\", which is no setting")
                .hasMessageContaining("sipvault.agent.media");
        assertThatThrownBy(() -> read("sipvault.agent.name=a\nsipvault.agent.interfaces=lo\n", Map.of()))
                .hasMessageContaining("sipvault.store is missing");
        assertThatThrownBy(() -> AgentSettings.read(folder.resolve("none.properties"), Map.of()))
                .hasMessageContaining("none.properties");
    }

    @Test
    void needsNoInterfaceWhereHepIsReceived() {
        HepSettings hep = read(HEP + "sipvault.agent.hep.listen=udp:127.0.0.1:9060, tls:[::1]:9061\n"
                + "sipvault.agent.hep.tls-certificate=c.pem\nsipvault.agent.hep.tls-key=k.pem\n", Map.of()).hep();

        assertThat(hep.listen()).extracting(HepAddress::toString).containsExactly("udp:127.0.0.1:9060",
                "tls:[::1]:9061");
        assertThat(hep.rate()).isEqualTo(20_000);
        assertThat(hep.bufferBytes()).isEqualTo(4 << 20);
        assertThat(hep.forward()).isNull();
    }

    @Test
    void refusesAnOpenListenerUnlessThatIsMeant() {
        String open = HEP + "sipvault.agent.hep.listen=tcp:0.0.0.0:9060\n";

        assertThatThrownBy(() -> read(open, Map.of())).isInstanceOf(ForensicException.class)
                .hasMessageContainingAll("anybody who reaches tcp:0.0.0.0:9060", "sipvault.agent.hep.allow = any");
        assertThat(read(open + "sipvault.agent.hep.allow=any\n", Map.of()).hep().allowed()
                .contains(Endpoint.ofV4(1, 0))).isTrue();
        assertThat(read(open + "sipvault.agent.hep.allow=10.0.0.0/8\n", Map.of()).hep().allowed()
                .contains(Endpoint.ofV4(0x0b000001, 0))).isFalse();
        assertThat(read(open + "sipvault.agent.hep.key-file=key\n", Map.of()).hep().keyFile()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"hep.listen, 'udp:0.0.0.0', addresses such as", "hep.listen, 'udp:nohost:9060', addresses such as",
            "hep.listen, 'sctp:127.0.0.1:9060', addresses such as", "hep.listen, 'udp:127.0.0.1:70000', addresses such",
            "hep.allow, '10.0.0.0/33', networks such as", "hep.allow, 'any,10.0.0.1', networks such as",
            "hep.forward, 'udp:collector', a collector such as", "hep.forward-id, 4294967296, 0 to 4294967295",
            "hep.forward-as, hep2, captured", "hep.rate, 0, packets a second"})
    void refusesHepSettingsThatMakeNoSense(String setting, String value, String expected) {
        String more = setting.equals("hep.listen") ? "" : "sipvault.agent.hep.listen=udp:127.0.0.1:9060\n";
        String to = setting.equals("hep.forward") ? "" : "sipvault.agent.hep.forward=udp:collector:9060\n";
        assertThatThrownBy(() -> read(HEP + more + to + "sipvault.agent." + setting + "=" + value + "\n", Map.of()))
                .isInstanceOf(ForensicException.class)
                .hasMessageContaining("sipvault.agent." + setting + " cannot be \"" + value + "\"")
                .hasMessageContaining(expected);
    }

    @Test
    void asksForACertificateWhereTlsIsListenedFor() {
        assertThatThrownBy(() -> read(HEP + "sipvault.agent.hep.listen=tls:127.0.0.1:9061\n", Map.of()))
                .hasMessageContaining("sipvault.agent.hep.tls-certificate is missing");
    }

    @Test
    void areAllExplained() throws IOException {
        assertThat(Files.readString(Path.of("agent.properties"))).contains(
                Arrays.stream(AgentSetting.values()).map(setting -> setting.property() + " = ").toList());
    }

    @Test
    void takesCommandsOnLoopbackWhereThatIsSet() {
        assertThat(read(LEAST, Map.of()).command()).isNull();

        CommandSettings command = read(LEAST + COMMAND + "[::1]:9080\n", Map.of()).command();

        assertThat(command)
                .isEqualTo(new CommandSettings(new InetSocketAddress("::1", 9_080), Path.of("/t"), null, null));
    }

    @Test
    void takesCommandsElsewhereOnlyOverTlsOrWhenPlainIsAllowed() {
        String everywhere = LEAST + COMMAND + "0.0.0.0:9080\n";
        assertThatThrownBy(() -> read(everywhere, Map.of())).hasMessageContaining("could read the token")
                .hasMessageContaining("command.allow-plain = yes");
        assertThatThrownBy(() -> read(everywhere + "sipvault.agent.command.tls-key=/k\n", Map.of()))
                .hasMessageContaining("belong together");

        assertThat(read(everywhere + "sipvault.agent.command.allow-plain=yes\n", Map.of()).command()).isNotNull();
        assertThat(read(everywhere + "sipvault.agent.command.tls-key=/k\nsipvault.agent.command.tls-certificate=/c\n",
                Map.of()).command()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"localhost:9080", "127.0.0.1", "127.0.0.1:70000", ":80", "[::g]:80"})
    void refusesPlacesForCommandsThatAreNone(String place) {
        assertThatThrownBy(() -> read(LEAST + COMMAND + place + "\n", Map.of()))
                .hasMessageContaining("expected an address and a port such as 127.0.0.1:9080");
    }

    @Test
    void asksForTheTokenOfCommands() {
        assertThatThrownBy(() -> read(LEAST + "sipvault.agent.command.listen=127.0.0.1:9080\n", Map.of()))
                .hasMessageContaining("sipvault.agent.command.token-file is missing");
    }

    @Test
    void asksTheCenterForCommandsWhereThatIsSet() {
        String center = LEAST + "sipvault.agent.center=https://vault\nsipvault.agent.center-token-file=/t\n";
        assertThat(read(center, Map.of()).takesCommands()).isFalse();

        AgentSettings asking = read(center + "sipvault.agent.command.from-center=yes\n", Map.of());

        assertThat(asking.takesCommands()).isTrue();
        assertThat(asking.command()).isNull();
        assertThatThrownBy(() -> read(LEAST + "sipvault.agent.command.from-center=yes\n", Map.of()))
                .hasMessageContaining("sipvault.agent.center is not set");
        String plain = center.replace("https", "http") + "sipvault.agent.command.from-center=yes\n";
        assertThatThrownBy(() -> read(plain, Map.of())).hasMessageContaining("could order captures");
        assertThat(read(plain + "sipvault.agent.command.allow-plain=yes\n", Map.of()).takesCommands()).isTrue();
    }
}
