package io.sipvault.agent.capture;

import io.sipvault.ingest.error.ErrorCode;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** Says what to do about what libpcap says. */
final class CaptureFailure {
    private CaptureFailure() {}

    static ErrorCode code(String why) {
        return isMissing(why) ? ErrorCode.NOT_FOUND : ErrorCode.LOCAL_FILE;
    }

    static String explain(String why) {
        String plain = why.strip();
        if (isMissing(plain)) {
            return plain + ". This machine has " + interfaces() + "; several are set as eth0,eth1";
        }
        if (plain.contains("ermission") || plain.contains("not permitted")) {
            return plain
                    + ". Capturing needs CAP_NET_RAW and CAP_NET_ADMIN: run it by its systemd unit, or give them to"
                    + " this java with setcap cap_net_raw,cap_net_admin+eip";
        }
        return plain;
    }

    private static boolean isMissing(String why) {
        return why.contains("No such device") || why.contains("doesn't exist");
    }

    private static String interfaces() {
        try {
            return String.join(", ", Pcaps.findAllDevs().stream().map(PcapNetworkInterface::getName).toList());
        } catch (PcapNativeException e) {
            return "interfaces that cannot be listed (" + e.getMessage() + ")";
        }
    }
}
