package io.sipvault.agent;

import io.sipvault.agent.capture.LiveInterface;
import io.sipvault.ingest.error.ForensicException;
import org.junit.jupiter.api.Assumptions;

/** Tests that capture need libpcap and the right to use it. */
final class LiveCapture {
    private LiveCapture() {}

    /** Skips a test loudly where this machine does not let it capture. */
    static void require() {
        try {
            LiveInterface.open("lo", null, 65_535, 1 << 20).close();
        } catch (ForensicException e) {
            Assumptions.abort("SKIPPED, this machine cannot capture: " + e.getMessage());
        }
    }
}
