package io.sipvault.ingest.store.s3;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says what a failed request means to whoever runs the product. */
record S3Errors(S3Settings settings, int attempts) {

    /** @param doing what was being done on which key, as in "Storing object a/b" */
    ForensicException failed(String doing, S3Failure failure) {
        ErrorCode code = failure.isFull() ? ErrorCode.DISK_FULL : ErrorCode.STORE;
        String repeated = failure.isPassing() ? " after " + attempts + " attempts" : "";
        return new ForensicException(code,
                doing + " in " + settings.location() + " failed" + repeated + ": " + got(failure) + ". "
                        + advice(failure),
                failure.cause());
    }

    /** A write was not answered, a later one was told that the object exists, and we may not look whose it is. */
    ForensicException uncertain(String doing, S3Failure failure) {
        return new ForensicException(ErrorCode.STORE, doing + " in " + settings.location()
                + ": a first attempt was not answered, a later one was told that the object exists, and it cannot be read"
                + " to see whose it is (" + got(failure) + "). Repeat the operation; allow s3:GetObject to avoid this.",
                failure.cause());
    }

    private static String got(S3Failure failure) {
        if (failure.status() == 0) {
            return "no answer (" + failure.cause() + ")";
        }
        String message = String.valueOf(failure.cause().getMessage()).lines().findFirst().orElse("");
        return "HTTP status " + failure.status() + (failure.code().isEmpty() ? "" : " " + failure.code()) + " ("
                + message + ")";
    }

    private String advice(S3Failure failure) {
        IOException network = failure.networkError();
        if (network != null) {
            return networkAdvice(network);
        }
        if (failure.isFull()) {
            return "The server has no room left, or a quota of the bucket is used up: free some space or shorten the"
                    + " retention.";
        }
        return switch (failure.code()) {
            case "NoSuchBucket" -> "There is no bucket " + settings.bucket() + ": create it or correct its name.";
            case "InvalidAccessKeyId" -> "The server does not know the access key " + settings.accessKey() + ".";
            case "SignatureDoesNotMatch" -> "The secret key is wrong for access key " + settings.accessKey()
                    + ", or a proxy between us and the server alters requests.";
            case "RequestTimeTooSkewed" -> "The clocks of this machine and the server differ: let NTP set both.";
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "Redirect",
                    "IllegalLocationConstraintException" ->
                "The region " + settings.region() + " is probably wrong for this bucket.";
            case "AccessDenied" -> "The access key " + settings.accessKey()
                    + " may not do this: allow it on the bucket (s3:PutObject, GetObject, ListBucket, DeleteObject), or"
                    + " correct the keys.";
            case "NotImplemented", "MethodNotAllowed" ->
                "The server does not support this request; conditional writes (If-None-Match) are needed.";
            default -> failure.isPassing()
                    ? "The server is overloaded or failing: look at its health, then repeat."
                    : "Look at the server's log, then repeat.";
        };
    }

    private String networkAdvice(IOException e) {
        String server = String.valueOf(settings.endpoint());
        if (e instanceof UnknownHostException) {
            return "The name of " + server + " is not known to DNS: correct the endpoint.";
        }
        if (e instanceof ConnectException) {
            return "Nothing listens at " + server + ": start the server or correct the endpoint.";
        }
        if (e instanceof SocketTimeoutException) {
            return server + " is silent: look for a firewall, a full link or a hung server.";
        }
        if (e instanceof SSLException) {
            return "TLS with " + server + " failed: look at its certificate, or whether it speaks http.";
        }
        return "The connection to " + server + " broke: look at the network and the server, then repeat.";
    }
}
