package io.sipvault.indexer.search;

import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Words of SIP, SDP and log lines: runs of letters, digits and the signs that stand inside names and addresses, in lower
 * case. "sip:alice@pbx.example.com" gives sip, alice, pbx.example.com.
 */
final class EvidenceAnalyzer extends Analyzer {
    private static final int LONGEST_WORD = 128;

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        return new TokenStreamComponents(new Words());
    }

    /** Whether a character stands inside a word. */
    static boolean inWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-'
                || c == '_' || c == '+' || c == '*' || (c > 127 && Character.isLetterOrDigit(c));
    }

    private static final class Words extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offsets = addAttribute(OffsetAttribute.class);
        private final char[] buffer = new char[4096];
        private int length;
        private int position;
        private int base;
        private boolean ended;

        @Override
        public boolean incrementToken() throws IOException {
            clearAttributes();
            int size = 0;
            int start = -1;
            char[] word = term.resizeBuffer(LONGEST_WORD);
            while (true) {
                if (position == length && !fill()) {
                    break;
                }
                char c = buffer[position++];
                if (inWord(c)) {
                    if (size == 0) {
                        start = base + position - 1;
                    }
                    word[size++] = c < 128 ? lower(c) : Character.toLowerCase(c);
                    if (size == LONGEST_WORD) {
                        break;
                    }
                } else if (size > 0) {
                    break;
                }
            }
            if (size == 0) {
                return false;
            }
            while (size > 1 && isTrailing(word[size - 1])) {
                size--;
            }
            term.setLength(size);
            offsets.setOffset(correctOffset(start), correctOffset(start + size));
            return true;
        }

        /** A full stop at the end of a sentence is no part of the word. */
        private static boolean isTrailing(char c) {
            return c == '.' || c == '-';
        }

        private static char lower(char c) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }

        private boolean fill() throws IOException {
            if (ended) {
                return false;
            }
            base += length;
            position = 0;
            length = Math.max(0, input.read(buffer, 0, buffer.length));
            ended = length == 0;
            return !ended;
        }

        @Override
        public void end() throws IOException {
            super.end();
            int last = correctOffset(base + length);
            offsets.setOffset(last, last);
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            length = 0;
            position = 0;
            base = 0;
            ended = false;
        }
    }
}
