package io.sipvault.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangesTest {
    private static boolean contains(String network, String address) {
        return AddressRanges.parse(List.of("192.0.2.200", network)).orElseThrow()
                .contains(Objects.requireNonNull(Endpoint.parse(address, 5060)));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.255.255, 11.0.0.0", "10.1.2.3, 10.1.2.3, 10.1.2.2",
            "10.1.2.3/31, 10.1.2.2, 10.1.2.4", "0.0.0.0/0, 203.0.113.9, 2001:db8::1",
            "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::1", "2001:db8::1, 2001:db8::1, 2001:db8::2",
            "2001:db8:0:1::/65, 2001:db8:0:1:7fff::, 2001:db8:0:1:8000::", "fe80::/10, febf::1, fec0::1",
            "172.16.0.0/12, 172.31.255.255, 172.32.0.0"})
    void containWhatIsInTheNetworkAndNothingBesideIt(String network, String inside, String outside) {
        assertThat(contains(network, inside)).isTrue();
        assertThat(contains(network, outside)).isFalse();
        assertThat(contains(network, "192.0.2.200")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "2001:db8::/129", "example.com", "10.0.0.1/-1", "10.0.0.1/", ""})
    void areNotMadeOfWhatIsNoNetwork(String network) {
        assertThat(AddressRanges.parse(List.of(network))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "2001:db8::1", "::", "255.255.255.255"})
    void containEverythingWhereAllAreMeant(String address) {
        assertThat(AddressRanges.ALL.contains(Objects.requireNonNull(Endpoint.parse(address, 1)))).isTrue();
    }
}
