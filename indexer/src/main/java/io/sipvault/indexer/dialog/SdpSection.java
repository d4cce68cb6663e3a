package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sdp.Direction;
import io.sipvault.ingest.sdp.MediaDescription;
import io.sipvault.ingest.sdp.RtpMap;
import io.sipvault.ingest.sdp.SessionDescription;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One m= section of a description in a message. */
record SdpSection(SeenMessage message, SessionDescription sdp, MediaDescription media, Side sender,
        SdpExchange exchange) {
    SdpEvent event(int messageIndex, long timeNs, boolean refused) {
        return new SdpEvent(messageIndex, timeNs, sender, exchange, media.type(), media.protocol(), codecs(),
                media.connectionAddress(), media.port(), media.direction(), isHeld(), refused);
    }

    /** Null when the section is refused, or its address is a name or missing. */
    @Nullable
    MediaBinding binding() {
        Endpoint endpoint = endpoint(media.connectionAddress(), media.port());
        if (endpoint == null || media.port() == 0) {
            return null;
        }
        return new MediaBinding(message.timeNs(), message.index(), message.vantage(), sender, exchange, media.type(),
                media.protocol(), endpoint, rtcp(endpoint), media.direction(), isHeld(), isEncrypted(),
                media.iceUsed(), media.rtpMaps(), telephoneEvents(),
                media.ptimeMs() > 0 ? Double.valueOf(media.ptimeMs()) : null,
                media.ssrcs(), sessionId());
    }

    private static @Nullable Endpoint endpoint(@Nullable String address, int port) {
        return address == null ? null : Endpoint.parse(address, port);
    }

    private Endpoint rtcp(Endpoint rtp) {
        if (media.rtcpMux()) {
            return rtp;
        }
        Endpoint named = endpoint(media.rtcpAddress(), media.rtcpPort());
        return named == null ? rtp.withPort(media.rtcpPort()) : named;
    }

    private List<String> codecs() {
        List<String> codecs = new ArrayList<>(media.formats().size());
        for (String format : media.formats()) {
            codecs.add(codec(format));
        }
        return codecs;
    }

    private String codec(String format) {
        boolean number = !format.isEmpty() && format.length() < 4 && format.chars().allMatch(c -> c >= '0' && c <= '9');
        RtpMap map = number ? media.rtpMaps().get(Integer.valueOf(format)) : null;
        return map == null ? format : map.encodingName();
    }

    private Set<Integer> telephoneEvents() {
        Set<Integer> types = new TreeSet<>();
        for (Map.Entry<Integer, RtpMap> entry : media.rtpMaps().entrySet()) {
            if (entry.getValue().encodingName().equalsIgnoreCase("telephone-event")) {
                types.add(entry.getKey());
            }
        }
        return types;
    }

    private boolean isHeld() {
        Endpoint endpoint = endpoint(media.connectionAddress(), media.port());
        return media.direction() == Direction.SENDONLY || media.direction() == Direction.INACTIVE
                || endpoint != null && endpoint.isUnspecified();
    }

    private boolean isEncrypted() {
        String protocol = media.protocol().toUpperCase(Locale.ROOT);
        return protocol.contains("SAVP") || media.cryptoOffered() || media.fingerprint() != null;
    }

    private String sessionId() {
        return sdp.sessionId().isEmpty() ? "" : sdp.originUsername() + " " + sdp.sessionId();
    }
}
