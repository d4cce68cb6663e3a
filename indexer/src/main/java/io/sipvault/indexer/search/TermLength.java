package io.sipvault.indexer.search;

import org.apache.lucene.index.IndexWriter;

/**
 * A datagram has room for values that are longer than a term may be, and a document with one is refused whole: a stranger could
 * keep all that was captured beside it out of the index. Of a longer value the beginning is a term.
 */
final class TermLength {
    /** No character takes more bytes than three in UTF-8, of those two that are written as a pair two each. */
    private static final int MOST_CHARACTERS = IndexWriter.MAX_TERM_LENGTH / 3;

    private TermLength() {}

    /** The value, or what is a term of it. Of a value that is looked for, too, so that it is found. */
    static String cut(String value) {
        if (value.length() <= MOST_CHARACTERS) {
            return value;
        }
        boolean splitsPair = Character.isHighSurrogate(value.charAt(MOST_CHARACTERS - 1));
        return value.substring(0, splitsPair ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
    }
}
