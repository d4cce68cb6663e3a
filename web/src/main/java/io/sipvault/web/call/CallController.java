package io.sipvault.web.call;

import io.sipvault.web.page.Address;
import io.sipvault.web.page.Numbers;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /calls}: the page of a call, and its messages. */
@Controller
final class CallController {
    /** What htmx sends when it wants a piece and not a page. */
    private static final String PIECE = "HX-Request";

    private final CallReader reader;
    private final Numbers numbers;

    CallController(CallReader reader, Numbers numbers) {
        this.reader = reader;
        this.numbers = numbers;
    }

    /** By a Call-ID, which may hold any character. */
    @GetMapping("/calls")
    String find(@RequestParam(name = "call_id", required = false) @Nullable String callId) {
        return callId == null || callId.isEmpty() ? "redirect:/" : "redirect:" + Address.call(reader.idOf(callId));
    }

    @GetMapping("/calls/{id}")
    String call(@PathVariable String id, @RequestParam(defaultValue = "no") String logs, Model model) {
        model.addAttribute("call", CallPage.of(reader.read(id), logs.equals("yes"), numbers));
        return "call/detail";
    }

    @GetMapping("/calls/{id}/messages/{leg}/{index}")
    String message(@PathVariable String id, @PathVariable int leg, @PathVariable int index,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece, Model model,
            HttpServletResponse response) {
        model.addAttribute("message", MessagePage.of(reader.leg(id, leg), id, leg, index));
        response.setHeader(HttpHeaders.VARY, PIECE);
        return piece == null ? "call/message" : "call/_message :: message";
    }
}
