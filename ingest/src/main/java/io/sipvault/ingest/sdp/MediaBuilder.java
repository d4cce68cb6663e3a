package io.sipvault.ingest.sdp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the lines of one m= section. */
final class MediaBuilder {
    static final int MAX_FORMATS = 128;
    private static final int MAX_SSRCS = 64;

    private final String type;
    private final int port;
    private final int portCount;
    private final String protocol;
    private final List<String> formats;
    private final Map<Integer, RtpMap> rtpMaps = new LinkedHashMap<>();
    private final Map<Integer, String> formatParameters = new LinkedHashMap<>();
    private final List<Long> ssrcs = new ArrayList<>();
    private final SharedAttributes attributes = new SharedAttributes();
    private @Nullable String connectionAddress;
    private int rtcpPort = -1;
    private @Nullable String rtcpAddress;
    private boolean rtcpMux;
    private boolean crypto;
    private double ptimeMs;
    private @Nullable String label;
    private @Nullable String mid;

    /** From the value of an m= line: {@code audio 49170/2 RTP/AVP 0 8}. */
    MediaBuilder(String line) {
        List<String> words = SdpText.words(line, MAX_FORMATS + 3);
        String ports = SdpText.word(words, 1);
        int slash = ports.indexOf('/');
        type = SdpText.word(words, 0);
        port = SdpText.port(slash < 0 ? ports : ports.substring(0, slash));
        portCount = slash < 0 ? 1 : Math.max(1, SdpText.number(ports.substring(slash + 1), 65_535));
        protocol = SdpText.word(words, 2);
        formats = List.copyOf(words.subList(Math.min(3, words.size()), words.size()));
    }

    void connection(@Nullable String address) {
        connectionAddress = connectionAddress == null ? address : connectionAddress;
    }

    /** An a= line. */
    void attribute(String name, String value) {
        switch (name) {
            case "rtpmap" -> rtpMap(value);
            case "fmtp" -> formatParameters(value);
            case "rtcp" -> rtcp(value);
            case "rtcp-mux" -> rtcpMux = true;
            case "crypto" -> crypto = true;
            case "ptime" -> ptimeMs = SdpText.decimal(value);
            case "ssrc" -> ssrc(value);
            case "label" -> label = value;
            case "mid" -> mid = value;
            default -> attributes.read(name);
        }
        attributes.keepFingerprint(name, value);
    }

    private void rtpMap(String value) {
        int space = SdpText.space(value);
        int payloadType = SdpText.number(value.substring(0, space), 127);
        if (payloadType >= 0 && rtpMaps.size() < MAX_FORMATS) {
            rtpMaps.put(payloadType, encoding(value.substring(space).strip()));
        }
    }

    /** {@code opus/48000/2}. */
    private static RtpMap encoding(String text) {
        String[] parts = text.split("/", 4);
        int clockRateHz = parts.length > 1 ? SdpText.number(parts[1].strip(), Integer.MAX_VALUE) : 0;
        int channels = parts.length > 2 ? SdpText.number(parts[2].strip(), 255) : 1;
        return new RtpMap(parts[0].strip(), Math.max(0, clockRateHz), Math.max(1, channels));
    }

    private void formatParameters(String value) {
        int space = SdpText.space(value);
        int payloadType = SdpText.number(value.substring(0, space), 127);
        if (payloadType >= 0 && formatParameters.size() < MAX_FORMATS) {
            formatParameters.putIfAbsent(payloadType, value.substring(space).strip());
        }
    }

    /** {@code 53020 IN IP6 2001:db8::1}, the address optional. */
    private void rtcp(String value) {
        int space = SdpText.space(value);
        rtcpPort = SdpText.port(value.substring(0, space));
        rtcpAddress = SdpText.address(value.substring(space));
    }

    private void ssrc(String value) {
        long ssrc = SdpText.unsigned32(value.substring(0, SdpText.space(value)));
        if (ssrc >= 0 && ssrcs.size() < MAX_SSRCS && !ssrcs.contains(ssrc)) {
            ssrcs.add(ssrc);
        }
    }

    private void addStaticTypes() {
        for (String format : formats) {
            int payloadType = SdpText.number(format, 127);
            RtpMap map = PayloadTypes.staticType(payloadType);
            if (map != null) {
                rtpMaps.putIfAbsent(payloadType, map);
            }
        }
    }

    private int rtcpPortOrDefault() {
        if (rtcpPort >= 0) {
            return rtcpPort;
        }
        return port == 0 || port == 65_535 ? 0 : port + 1;
    }

    MediaDescription build(@Nullable String sessionAddress, SharedAttributes session) {
        addStaticTypes();
        return new MediaDescription(type, port, portCount, protocol, formats,
                connectionAddress == null ? sessionAddress : connectionAddress, attributes.direction(session),
                Collections.unmodifiableMap(rtpMaps), Collections.unmodifiableMap(formatParameters),
                rtcpPortOrDefault(), rtcpAddress, rtcpMux, ptimeMs, attributes.iceUsed(session),
                attributes.fingerprint(session), crypto, List.copyOf(ssrcs), label, mid);
    }
}
