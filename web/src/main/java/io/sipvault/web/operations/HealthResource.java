package io.sipvault.web.operations;

import io.sipvault.web.openapi.Answers;
import io.sipvault.web.operations.Probes.Probe;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /health}: whether the server answers at all; {@code /health/live}: the same for orchestrators; {@code /health/ready}:
 * whether what it needs is there, 503 when not.
 */
@RestController
final class HealthResource {
    private final Probes probes;

    HealthResource(Probes probes) {
        this.probes = probes;
    }

    /** The answer for orchestrators. */
    record Health(String status, Map<String, Probe> checks) {}

    @GetMapping(path = "/health", produces = MediaType.TEXT_PLAIN_VALUE)
    String health() {
        return "ok";
    }

    @GetMapping("/health/live")
    Health live() {
        return new Health("up", Map.of());
    }

    @Answers(status = {200, 503})
    @GetMapping("/health/ready")
    ResponseEntity<Health> ready() {
        Map<String, Probe> checks = probes.all();
        boolean up = checks.values().stream().allMatch(Probe::isUp);
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Health(up ? "up" : "down", checks));
    }
}
