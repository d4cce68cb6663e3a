package io.sipvault.indexer.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** What a field is compared with. Its {@code toString()} is how it is written in a query. */
public sealed interface QueryValue {
    /** A plain number: a status, a port, a score, percent. Without trailing zeros, so that equal numbers are equal. */
    record Decimal(BigDecimal value) implements QueryValue {
        public Decimal {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        @Override
        public String toString() {
            return value.toPlainString();
        }
    }

    /** A length of time, never negative. */
    record Span(Duration value) implements QueryValue {
        public double milliseconds() {
            return value.toNanos() / 1e6;
        }

        @Override
        public String toString() {
            return DurationText.format(value);
        }
    }

    /** A point in time. */
    record Moment(Instant value) implements QueryValue {
        @Override
        public String toString() {
            return value.toString();
        }
    }
}
