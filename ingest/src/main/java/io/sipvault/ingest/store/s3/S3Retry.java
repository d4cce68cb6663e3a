package io.sipvault.ingest.store.s3;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats requests that failed for a reason that passes. The pause before the n-th repetition is random between nothing and
 * {@code firstPause * 2^n}, at most {@code longestPause}, so that many clients do not come back together.
 */
record S3Retry(int attempts, Duration firstPause, Duration longestPause) {
    private static final Logger LOG = LoggerFactory.getLogger(S3Retry.class);

    static final S3Retry USUAL = new S3Retry(5, Duration.ofMillis(200), Duration.ofSeconds(5));

    /** One request with all that has to be read of its answer; it may be sent several times. */
    interface Call<T> {
        T send() throws Exception;
    }

    /** @param doing what is being done on which key, for the log */
    <T> T call(String doing, Call<T> call) throws S3Failure {
        boolean uncertain = false;
        for (int attempt = 1;; attempt++) {
            try {
                return call.send();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                S3Failure failure = S3Failure.of(e);
                failure = uncertain ? failure.afterUncertainAttempt() : failure;
                uncertain = failure.isUncertain();
                if (attempt == attempts || !failure.isPassing()) {
                    throw failure;
                }
                pause(doing, attempt, failure);
            }
        }
    }

    private void pause(String doing, int attempt, S3Failure failure) throws S3Failure {
        long ceilingMs = Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(attempt - 1, 20));
        long pauseMs = ThreadLocalRandom.current().nextLong(ceilingMs + 1);
        LOG.debug("{}: attempt {} of {} failed ({}), again in {} ms", doing, attempt, attempts,
                failure.cause().toString(), pauseMs);
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
