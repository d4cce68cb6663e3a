package io.sipvault.web.problem;

import io.sipvault.ingest.error.ErrorCode;
import org.springframework.http.HttpStatus;

/** How a failure is answered, on pages as in REST. */
public final class ErrorStatus {
    private ErrorStatus() {}

    public static HttpStatus of(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST, NOT_A_CAPTURE -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case IN_USE -> HttpStatus.CONFLICT;
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            case AGENT -> HttpStatus.BAD_GATEWAY;
            case DAMAGED, NOT_PROVEN, STORE, LOCAL_FILE, DATABASE, INDEX, INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
