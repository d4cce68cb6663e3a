package io.sipvault.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

/** Requests that are being answered while others come. */
final class RequestLimitTest {
    private static final int AT_ONCE = 2;

    private final RequestLimit limit = new RequestLimit(new LimitProperties(1_000, AT_ONCE, 10,
            DataSize.ofMegabytes(1), Duration.ofSeconds(1), Duration.ofSeconds(1), List.of()));

    /** A request whose answer takes as long as that of the next. */
    private List<MockHttpServletResponse> inside(int deep) throws Exception {
        List<MockHttpServletResponse> answers = new ArrayList<>();
        MockHttpServletResponse response = new MockHttpServletResponse();
        answers.add(response);
        limit.doFilter(new MockHttpServletRequest("GET", "/v1/dialogs"), response, (request, answer) -> {
            if (deep > 1) {
                try {
                    answers.addAll(inside(deep - 1));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        });
        return answers;
    }

    @Test
    void refusesOneTooManyWithATimeToWait() throws Exception {
        List<MockHttpServletResponse> answers = inside(AT_ONCE + 1);

        assertThat(answers).extracting(MockHttpServletResponse::getStatus).containsExactly(200, 200, 503);
        assertThat(answers.getLast().getHeader("Retry-After")).isEqualTo("1");
        assertThat(answers.getLast().getContentAsString()).contains("2 requests are being answered already");
    }

    @Test
    void letsOthersThroughWhenAnswersEnded() throws Exception {
        inside(AT_ONCE + 1);

        assertThat(inside(AT_ONCE)).extracting(MockHttpServletResponse::getStatus).containsExactly(200, 200);
    }
}
