package io.sipvault.agent.center;

import io.sipvault.agent.upload.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the center does not answer, and once that it does again. For one thread. */
final class CenterHealth {
    private static final Logger LOG = LoggerFactory.getLogger(CenterHealth.class);

    private final String well;
    private final Backoff backoff;
    private @Nullable String trouble;

    /**
     * @param well
     *            what is said when it works again
     */
    CenterHealth(String well, RandomGenerator random) {
        this.well = well;
        this.backoff = new Backoff(random);
    }

    void answered() {
        if (trouble != null) {
            LOG.info("{}", well);
        }
        trouble = null;
        backoff.succeeded();
    }

    /** @return how long to wait before the next try */
    Duration failed(String why) {
        if (!why.equals(trouble)) {
            LOG.warn("{}; tried again from now on, capturing and storing go on", why);
        }
        trouble = why;
        return backoff.failed();
    }
}
