package io.sipvault.web.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET /login}: the form, what was wrong the last time, and where to go afterwards. */
@Controller
final class LoginPage {
    static final String PATH = "/login";
    static final String HOME = "/";

    @GetMapping(PATH)
    String form(@RequestParam(required = false) @Nullable String next, HttpServletRequest request, Model model) {
        model.addAttribute("next", local(next));
        model.addAttribute("wrong", request.getParameter("wrong") != null);
        model.addAttribute("slow", request.getParameter("slow") != null);
        model.addAttribute("out", request.getParameter("out") != null);
        return "login";
    }

    /** A path of this server, or its first page: nobody is sent elsewhere by a link to the form. */
    static String local(@Nullable String next) {
        boolean local = next != null && next.startsWith("/") && !next.startsWith("//")
                && next.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        return local ? String.valueOf(next) : HOME;
    }
}
