package io.sipvault.ingest.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * What breaks the grammar or the rules of RFC 3261 in a message. RFC 4475 says which oddities are allowed (3.1.1) and
 * which are not (3.1.2); what merely cannot be served, such as an unknown scheme, is no defect.
 */
final class Defects {
    private static final int MAX_DEFECTS = 32;
    private static final int MAX_SHOWN_CHARS = 60;
    private static final long MAX_CSEQ = (1L << 31) - 1;
    private static final long MAX_DELTA_SECONDS = (1L << 32) - 1;
    private static final int MAX_MAX_FORWARDS = 255;
    private static final HeaderName[] REQUIRED = {HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID,
            HeaderName.CSEQ};
    private static final HeaderName[] SINGLE = {HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ,
            HeaderName.MAX_FORWARDS, HeaderName.CONTENT_LENGTH, HeaderName.CONTENT_TYPE};

    private final SipMessage message;
    private final StartLine startLine;
    private final HeaderIndex index;
    private final List<String> found = new ArrayList<>(2);

    private Defects(SipMessage message) {
        this.message = message;
        startLine = message.startLine();
        index = message.index();
    }

    static List<String> of(SipMessage message) {
        Defects defects = new Defects(message);
        defects.checkStartLine();
        defects.checkLines();
        defects.checkPresence();
        defects.checkValues();
        defects.checkCseq();
        defects.checkContentLength();
        return List.copyOf(defects.found);
    }

    private void add(String defect) {
        if (found.size() < MAX_DEFECTS && !found.contains(defect)) {
            found.add(defect);
        }
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "...";
    }

    private void checkStartLine() {
        if (!startLine.recognized) {
            add("no SIP start line");
            return;
        }
        if (!startLine.version().equalsIgnoreCase("SIP/2.0")) {
            add("version " + shown(startLine.version()) + " is not SIP/2.0");
        }
        if (startLine.secondFrom - startLine.firstEnd != 1) {
            add("more than one space in the start line");
        }
        if (startLine.response) {
            checkStatus();
        } else {
            checkRequestLine();
        }
    }

    private void checkStatus() {
        if (startLine.statusCode() == 0) {
            add("status code " + shown(startLine.second()) + " is not between 100 and 699");
        }
    }

    private void checkRequestLine() {
        if (startLine.thirdFrom - startLine.secondEnd != 1) {
            add("more than one space in the start line");
        }
        if (SipText.isWhite(startLine.buffer[startLine.end - 1])) {
            add("spaces at the end of the start line");
        }
        checkRequestUri(startLine.second());
    }

    private void checkRequestUri(String text) {
        if (text.startsWith("<")) {
            add("Request-URI in angle brackets");
            return;
        }
        if (AddressDefects.containsWhite(text)) {
            add("spaces in the Request-URI");
        }
        SipUri uri = SipUri.parse(text);
        if (!uri.headers().isEmpty()) {
            add("Request-URI with headers");
        }
        addAll("Request-URI", AddressDefects.ofUri(uri));
    }

    private void checkLines() {
        if (!index.ended()) {
            add("no blank line ends the headers");
        }
        if (index.linesWithoutColon() > 0) {
            add(index.linesWithoutColon() + " header lines without a name and a colon");
        }
        if (index.skipped() > 0) {
            add("more than " + HeaderIndex.MAX_HEADERS + " header lines");
        }
    }

    private void checkPresence() {
        for (HeaderName name : REQUIRED) {
            if (index.next(name, 0) < 0) {
                add(name.text() + " is missing");
            }
        }
        for (HeaderName name : SINGLE) {
            int first = index.next(name, 0);
            if (first >= 0 && index.next(name, first + 1) >= 0) {
                add(name.text() + " appears more than once");
            }
        }
    }

    private void checkValues() {
        for (int i = 0; i < index.count() && found.size() < MAX_DEFECTS; i++) {
            if (!nameIsToken(i)) {
                add("header name " + shown(index.nameText(i)) + " is no token");
            }
            if (index.valueEnd(i) - index.valueFrom(i) > SipText.MAX_TEXT_BYTES) {
                add(shown(index.nameText(i)) + " is longer than " + SipText.MAX_TEXT_BYTES + " bytes");
            } else {
                checkValue(index.name(i), i);
            }
        }
    }

    private boolean nameIsToken(int i) {
        for (int at = index.nameFrom(i); at < index.nameEnd(i); at++) {
            if (!SipText.isToken(message.buffer()[at])) {
                return false;
            }
        }
        return true;
    }

    private void checkValue(HeaderName name, int i) {
        switch (name) {
            case FROM, TO, REFER_TO, REFERRED_BY -> addAll(name.text(), AddressDefects.ofAddress(index.value(i)));
            case CONTACT, ROUTE, RECORD_ROUTE, PATH, P_ASSERTED_IDENTITY, P_PREFERRED_IDENTITY, REMOTE_PARTY_ID,
                    DIVERSION, HISTORY_INFO, SERVICE_ROUTE ->
                checkAddresses(name, index.value(i));
            case VIA -> checkVias(index.value(i));
            case MAX_FORWARDS -> checkNumber(name, index.value(i), MAX_MAX_FORWARDS);
            case EXPIRES, MIN_EXPIRES -> checkNumber(name, index.value(i), MAX_DELTA_SECONDS);
            case RETRY_AFTER -> checkNumber(name, leadingDigits(index.value(i)), MAX_DELTA_SECONDS);
            case WARNING -> checkWarnings(index.value(i));
            case DATE -> checkDate(index.value(i));
            default -> {
            }
        }
    }

    private void addAll(String where, List<String> defects) {
        for (String defect : defects) {
            add(where + ": " + defect);
        }
    }

    private void checkAddresses(HeaderName name, String value) {
        for (String each : Parameters.split(value, ',')) {
            if (name != HeaderName.CONTACT || !each.equals("*")) {
                addAll(name.text(), AddressDefects.ofAddress(each));
            }
        }
        if (name == HeaderName.CONTACT && value.contains("expires")) {
            checkContactExpires(value);
        }
    }

    private void checkContactExpires(String value) {
        for (String each : Parameters.split(value, ',')) {
            String expires = NameAddress.parse(each).parameters().getOrDefault("expires", "0");
            checkNumber(HeaderName.EXPIRES, expires, MAX_DELTA_SECONDS);
        }
    }

    private void checkVias(String value) {
        for (String each : Parameters.split(value, ',')) {
            addAll(HeaderName.VIA.text(), AddressDefects.ofVia(each));
        }
    }

    private void checkNumber(HeaderName name, String value, long max) {
        long number = SipText.number(value);
        if (number < 0) {
            add(name.text() + " " + shown(value) + " is no number");
        } else if (number > max) {
            add(name.text() + " " + shown(value) + " exceeds " + max);
        }
    }

    private static String leadingDigits(String value) {
        int end = 0;
        while (end < value.length() && SipText.isDigit(value.charAt(end))) {
            end++;
        }
        return value.substring(0, end);
    }

    private void checkWarnings(String value) {
        for (String each : Parameters.split(value, ',')) {
            if (leadingDigits(each).length() != 3) {
                add("Warning " + shown(each) + " has no code of three digits");
            }
        }
    }

    /** RFC 3261 20.17 allows no zone but GMT. */
    private void checkDate(String value) {
        if (!value.endsWith(" GMT")) {
            add("Date " + shown(value) + " is not in GMT");
        }
    }

    private void checkCseq() {
        int i = index.next(HeaderName.CSEQ, 0);
        if (i < 0) {
            return;
        }
        String digits = leadingDigits(index.value(i));
        if (digits.isEmpty()) {
            add("CSeq " + shown(index.value(i)) + " does not begin with a number");
        } else {
            checkNumber(HeaderName.CSEQ, digits, MAX_CSEQ);
        }
        String method = message.cseqMethod();
        if (method.isEmpty()) {
            add("CSeq without a method");
        } else if (message.isRequest() && !method.equals(startLine.method())) {
            add("CSeq method " + shown(method) + " differs from the request's " + shown(startLine.method()));
        }
    }

    private void checkContentLength() {
        int i = index.next(HeaderName.CONTENT_LENGTH, 0);
        int available = message.limit() - message.bodyOffset();
        if (i >= 0 && message.declaredContentLength() < 0) {
            add("Content-Length " + shown(index.value(i)) + " is no number");
        } else if (message.declaredContentLength() > available) {
            add("Content-Length " + shown(index.value(i)) + " exceeds the " + available + " bytes that follow");
        }
    }
}
