package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sdp.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One media section of an offer or answer.
 *
 * @param messageIndex
 *            of the message that carried it
 * @param sender
 *            who described what it is ready to receive
 * @param mediaType
 *            such as audio, video or image
 * @param codecs
 *            encoding names in order of preference; the format itself where none is known
 * @param mediaAddress
 *            as written, null when the description has none
 * @param mediaPort
 *            0 when the section is refused
 * @param refused
 *            whether the request that offered it failed: then nothing changed
 */
public record SdpEvent(int messageIndex, long timeNs, Side sender, SdpExchange exchange, String mediaType,
        String protocol, List<String> codecs, @Nullable String mediaAddress, int mediaPort, Direction mode,
        boolean held, boolean refused) {}
