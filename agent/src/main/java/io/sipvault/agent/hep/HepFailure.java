package io.sipvault.agent.hep;

import io.sipvault.agent.config.HepAddress;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;

/** Says what to do about an address that cannot be listened at. */
final class HepFailure {
    private HepFailure() {}

    static ForensicException listening(HepAddress address, IOException cause) {
        String why = String.valueOf(cause.getMessage());
        String what = why.contains("in use")
                ? "Does another collector listen there?"
                : why.contains("assign")
                        ? "Is it an address of this host?"
                        : why.contains("ermission") ? "Ports below 1024 need CAP_NET_BIND_SERVICE." : "";
        return new ForensicException(ErrorCode.IN_USE, ("listening for HEP at " + address + " failed: " + why + ". "
                + what).strip(), cause);
    }
}
