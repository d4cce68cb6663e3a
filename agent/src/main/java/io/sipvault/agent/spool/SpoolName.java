package io.sipvault.agent.spool;

import io.sipvault.ingest.chunk.ChunkKind;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a spool file: {@code sip-1-00000000000000000042.pcap} once it is full, {@code .open} before. Numbers rise, so
 * that names sort by age within a kind.
 *
 * @param kind
 *            what it holds
 * @param linkType
 *            LINKTYPE_ value
 * @param number
 *            the how manieth file of this spool
 */
public record SpoolName(ChunkKind kind, int linkType, long number) {
    static final String OPEN = ".open";
    static final String FULL = ".pcap";
    private static final Pattern NAME = Pattern.compile("(sip|rtp|log)-(\\d{1,9})-(\\d{20})(\\.open|\\.pcap)");

    /** What a file's name says; empty when it is none of a spool. */
    public static Optional<SpoolName> of(Path file) {
        Matcher matcher = NAME.matcher(String.valueOf(file.getFileName()));
        return matcher.matches()
                ? Optional.of(new SpoolName(ChunkKind.ofWord(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    static boolean isOpen(Path file) {
        return file.toString().endsWith(OPEN);
    }

    String open() {
        return stem() + OPEN;
    }

    String full() {
        return stem() + FULL;
    }

    private String stem() {
        return String.format(Locale.ROOT, "%s-%d-%020d", kind.word(), linkType, number);
    }
}
