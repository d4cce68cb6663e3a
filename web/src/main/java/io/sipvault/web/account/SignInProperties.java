package io.sipvault.web.account;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in.
 *
 * @param failures
 *            so many wrong passwords in a row lock an account
 * @param lock
 *            for so long
 * @param attemptsPerMinute
 *            of one address, right and wrong ones
 * @param longestSession
 *            after so long a person signs in again, busy or not
 */
@ConfigurationProperties("sipvault.sign-in")
public record SignInProperties(@DefaultValue("5") int failures, @DefaultValue("15m") Duration lock,
        @DefaultValue("20") int attemptsPerMinute, @DefaultValue("12h") Duration longestSession) {

    public SignInProperties {
        atLeast("failures", failures, 1);
        atLeast("lock", lock.toSeconds(), 1);
        atLeast("attempts-per-minute", attemptsPerMinute, 1);
        atLeast("longest-session", longestSession.toSeconds(), 60);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "sipvault.sign-in." + name + " is " + value
                    + (name.equals("lock") || name.equals("longest-session") ? " seconds" : "") + "; it takes " + least
                    + " or more");
        }
    }
}
