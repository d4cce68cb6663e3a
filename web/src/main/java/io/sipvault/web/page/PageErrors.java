package io.sipvault.web.page;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.problem.ApiException;
import io.sipvault.web.problem.ErrorStatus;
import io.sipvault.web.text.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Turns every failure of a page into a page that says what to do. */
@ControllerAdvice(annotations = Controller.class)
final class PageErrors {
    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    @ExceptionHandler
    ModelAndView refused(ApiException e) {
        return page(e.status(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ModelAndView failed(ForensicException e) {
        HttpStatus status = ErrorStatus.of(e.code());
        if (status.is5xxServerError()) {
            LOG.error("page failed: {}", e.getMessage(), e);
        }
        return page(status, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ModelAndView mistyped(MethodArgumentTypeMismatchException e) {
        return page(HttpStatus.BAD_REQUEST, e.getName() + "='" + e.getValue() + "' is not what this page takes");
    }

    private static ModelAndView page(HttpStatus status, String message) {
        ModelAndView page = new ModelAndView("problem");
        page.setStatus(status);
        page.addObject("heading", heading(status));
        page.addObject("message", Text.line(message));
        page.addObject("viewer", new Viewer("", ""));
        page.addObject("place", "");
        return page;
    }

    private static String heading(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "Not found";
            case BAD_REQUEST -> "That request is not right";
            case CONFLICT -> "Not possible now";
            case GONE -> "Expired";
            default -> "That did not work";
        };
    }
}
