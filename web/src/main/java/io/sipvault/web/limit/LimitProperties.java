package io.sipvault.web.limit;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.unit.DataSize;

/**
 * What a caller may ask for.
 *
 * @param requestsPerSecond
 *            of one source address, on {@code /v1} and {@code /metrics}
 * @param concurrentRequests
 *            of all, there; keep it below {@code server.tomcat.threads.max}
 * @param addresses
 *            so many source addresses are counted apart; of more, the one that was quiet longest is forgotten
 * @param body
 *            the longest body, except of uploads
 * @param bodyTime
 *            the longest time that such a body may take
 * @param searchTime
 *            how long a search may take; past it the answer is what was found, and says so
 * @param trustedProxies
 *            networks whose {@code X-Forwarded-*} headers count
 */
@ConfigurationProperties("sipvault.limit")
public record LimitProperties(@DefaultValue("100") int requestsPerSecond, @DefaultValue("100") int concurrentRequests,
        @DefaultValue("10000") int addresses, @DefaultValue("1MB") DataSize body,
        @DefaultValue("30s") Duration bodyTime, @DefaultValue("10s") Duration searchTime,
        @DefaultValue List<String> trustedProxies) {

    public LimitProperties {
        atLeastOne("requests-per-second", requestsPerSecond);
        atLeastOne("concurrent-requests", concurrentRequests);
        atLeastOne("addresses", addresses);
        atLeastOne("body", body.toBytes());
        atLeastOne("body-time", bodyTime.toMillis());
        atLeastOne("search-time", searchTime.toMillis());
        trustedProxies.forEach(LimitProperties::network);
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "sipvault.limit." + name + " is " + value
                    + "; it takes 1 or more");
        }
    }

    private static void network(String text) {
        try {
            new IpAddressMatcher(text);
        } catch (IllegalArgumentException e) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "sipvault.limit.trusted-proxies names '" + text
                    + "', which is no network; it takes such as 10.0.0.7/32 or fd00::/8", e);
        }
    }
}
