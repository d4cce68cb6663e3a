package io.sipvault.web.page;

import io.sipvault.web.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;

/**
 * Who looks at the page.
 *
 * @param name
 *            empty when nobody signed in
 * @param role
 *            empty when it has none
 */
public record Viewer(String name, String role) {
    private static final List<String> ROLES = List.of("admin", "support", "viewer");

    static Viewer of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            return new Viewer("", "");
        }
        String role = ROLES.stream().filter(r -> request.isUserInRole(r.toUpperCase(Locale.ROOT)))
                .findFirst().orElse("");
        return new Viewer(Text.line(principal.getName()), role);
    }

    public boolean signedIn() {
        return !name.isEmpty();
    }
}
