package io.sipvault.web.page;

import io.sipvault.web.account.Role;
import io.sipvault.web.account.Scope;
import io.sipvault.web.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who looks at the page.
 *
 * @param name
 *            empty when nobody signed in
 * @param role
 *            empty when it has none
 */
public record Viewer(String name, String role) {
    static Viewer of(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication who
                ? new Viewer(Text.line(who.getName()), role(who))
                : new Viewer("", "");
    }

    /** The highest of which it may do all. */
    private static String role(Authentication who) {
        Set<String> granted = who.getAuthorities().stream().map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        return Arrays.stream(Role.values())
                .filter(role -> granted.containsAll(role.scopes().stream().map(Scope::authority).toList()))
                .reduce((lower, higher) -> higher).map(Role::label).orElse("");
    }

    /** Whether it may do everything. */
    public boolean isAdmin() {
        return role.equals(Role.ADMIN.label());
    }

    public boolean signedIn() {
        return !name.isEmpty();
    }
}
