package io.sipvault.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands on every page beside what it shows. */
@ControllerAdvice(basePackages = "io.sipvault.web")
final class Frame {
    private static final Map<String, String> PLACES = Map.of("search", "search", "streams", "streams", "coverage",
            "coverage", "agents", "agents", "imports", "imports", "jobs", "jobs");

    @ModelAttribute("viewer")
    Viewer viewer(HttpServletRequest request) {
        return Viewer.of(request);
    }

    /** Which entry of the navigation the page belongs to. */
    @ModelAttribute("place")
    String place(HttpServletRequest request) {
        String path = request.getRequestURI();
        String first = path.length() < 2 ? "search" : path.substring(1).split("/", 2)[0];
        return PLACES.getOrDefault(first, "");
    }
}
