package io.sipvault.indexer.diagnosis;

/**
 * What a final status (RFC 3261 21 and others) means to somebody who has to mend it.
 *
 * @param severity
 *            of a call that ends with it
 * @param meaning
 *            goes on after "which means"
 */
record StatusMeaning(Severity severity, String meaning, String advice) {
    static StatusMeaning of(int status) {
        return switch (status) {
            case 400 -> error("the next hop could not read the request",
                    "Compare the request with RFC 3261; look at header changes by the element that sent it.");
            case 401, 407 -> error("credentials were asked for and no accepted ones followed",
                    "Check user name, password and realm of the caller's account.");
            case 402, 403 -> error("the request was understood and refused",
                    "Check permissions, barring, balance, and whether the source address is allowed.");
            case 404, 410, 604 -> warning("the number or user does not exist there",
                    "Check the dialled number, its format and the route that was chosen.");
            case 405, 501 -> error("the other side does not support the method",
                    "Compare with its Allow header.");
            case 406, 415, 488, 606 -> error("the two sides could not agree on media",
                    "Compare the codecs, transport and encryption in the two session descriptions.");
            case 408 -> warning("a proxy got no answer in time",
                    "Check whether the next hop was reachable and what it received.");
            case 480 -> warning("the called party is not registered or does not answer",
                    "Check the registration of the called party at that time.");
            case 481 -> error("the other side knows no such dialog",
                    "Check whether it restarted, or whether requests reach another node of a cluster.");
            case 482, 483 -> error("the request went in a circle",
                    "Look for a routing loop between the hops of this call.");
            case 484 -> warning("the number is incomplete", "Check the dial plan and overlap dialling.");
            case 486, 600 -> info("the called party is busy");
            case 491 -> warning("both sides changed the session at once", "It should be tried again; see if it was.");
            case 500 -> error("the other side failed inside", "Ask its operator for logs with this Call-ID and time.");
            case 502, 504 -> error("a hop behind the answering one failed or was silent",
                    "Follow the call to the next hop; check its trunk.");
            case 503 -> error("the other side is overloaded, blocked or has no route",
                    "Check trunk capacity and health checks; see Retry-After and Reason.");
            case 513 -> error("the request is too large", "Use TCP, or send fewer headers and codecs.");
            case 603, 607 -> info("the called party declined");
            case 608 -> warning("an intermediary rejected the call as unwanted", "Ask the analytics provider named.");
            default -> ofClass(status / 100);
        };
    }

    private static StatusMeaning ofClass(int hundreds) {
        return switch (hundreds) {
            case 3 -> info("the call is to be placed elsewhere");
            case 4 -> warning("the request could not be fulfilled as it was sent",
                    "Read the phrase, Reason and Warning of the response.");
            case 5 -> error("a server failed", "Ask its operator for logs with this Call-ID and time.");
            default -> warning("it was refused everywhere", "Read the phrase, Reason and Warning of the response.");
        };
    }

    private static StatusMeaning error(String meaning, String advice) {
        return new StatusMeaning(Severity.ERROR, meaning, advice);
    }

    private static StatusMeaning warning(String meaning, String advice) {
        return new StatusMeaning(Severity.WARNING, meaning, advice);
    }

    private static StatusMeaning info(String meaning) {
        return new StatusMeaning(Severity.INFO, meaning, "");
    }
}
