package io.sipvault.indexer.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.AttributeFactory;
import org.apache.lucene.util.BytesRef;

/**
 * Words of SIP, SDP and log lines: runs of letters, digits and the signs that stand inside names and addresses, in lower
 * case, at most 128 characters each. "sip:alice@pbx.example.com" gives sip, alice, pbx.example.com. It reads UTF-8 as it
 * stands in a message and writes the terms as Lucene keeps them, so no characters are made of either; bytes that are no
 * UTF-8 separate words.
 */
final class EvidenceWords extends TokenStream {
    private static final int LONGEST_WORD = 128;
    private static final int MOST_BYTES = 3;
    private static final int SEPARATOR = -1;
    private static final int CONTINUATION_BITS = 6;
    /** By ASCII character: itself in lower case where it stands inside a word, else 0. */
    private static final byte[] IN_WORD = new byte[128];

    static {
        for (int c = 0; c < IN_WORD.length; c++) {
            if (Character.isLetterOrDigit(c) || ".-_+*".indexOf(c) >= 0) {
                IN_WORD[c] = (byte) Character.toLowerCase(c);
            }
        }
    }

    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final BytesRef word = new BytesRef(new byte[LONGEST_WORD * MOST_BYTES]);
    private byte[] text = {};
    private int position;
    /** Length in bytes of the character that was read last. */
    private int width;

    EvidenceWords() {
        super(AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY);
    }

    /** Reads another text from its beginning on. */
    EvidenceWords over(byte[] utf8) {
        text = utf8;
        position = 0;
        return this;
    }

    /** All words of a text. */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        EvidenceWords stream = new EvidenceWords().over(text.getBytes(StandardCharsets.UTF_8));
        while (stream.incrementToken()) {
            words.add(stream.word.utf8ToString());
        }
        return words;
    }

    @Override
    public void reset() {
        clearAttributes();
    }

    @Override
    public boolean incrementToken() {
        int length = 0;
        int characters = 0;
        while (position < text.length && characters < LONGEST_WORD) {
            byte b = text[position];
            if (b > 0 && IN_WORD[b] != 0) {
                word.bytes[length++] = IN_WORD[b];
                position++;
                characters++;
                continue;
            }
            int c = b < 0 ? letter() : SEPARATOR;
            position += b < 0 ? width : 1;
            if (c >= 0) {
                length = append(c, length);
                characters++;
            } else if (length > 0) {
                break;
            }
        }
        word.length = withoutFullStop(length);
        term.setBytesRef(word);
        return length > 0;
    }

    /** A full stop at the end of a sentence is no part of the word. */
    private int withoutFullStop(int length) {
        int end = length;
        while (end > 1 && (word.bytes[end - 1] == '.' || word.bytes[end - 1] == '-')) {
            end--;
        }
        return end;
    }

    /** A letter or digit of two or three bytes, in lower case; other characters separate words. */
    private int letter() {
        int first = text[position] & 0xff;
        width = first < 0xe0 ? 2 : 3;
        int second = continuation(1);
        int third = width == 3 ? continuation(2) : 0;
        boolean valid = first >= 0xc2 && first < 0xf0 && second >= 0 && third >= 0;
        int c = width == 2
                ? (first & 0x1f) << CONTINUATION_BITS | second
                : ((first & 0xf) << CONTINUATION_BITS | second) << CONTINUATION_BITS | third;
        boolean overlong = width == 3 && c < 0x800;
        if (!valid || overlong || !Character.isLetterOrDigit((char) c)) {
            width = valid ? width : 1;
            return SEPARATOR;
        }
        return Character.toLowerCase((char) c);
    }

    /** The bits of a byte behind the first; negative when it is no such byte. */
    private int continuation(int behind) {
        int at = position + behind;
        return at < text.length && (text[at] & 0xc0) == 0x80 ? text[at] & 0x3f : -1;
    }

    private int append(int c, int length) {
        int at = length;
        if (c < 0x80) {
            word.bytes[at++] = (byte) c;
        } else if (c < 0x800) {
            word.bytes[at++] = (byte) (0xc0 | c >> CONTINUATION_BITS);
            word.bytes[at++] = (byte) (0x80 | c & 0x3f);
        } else {
            word.bytes[at++] = (byte) (0xe0 | c >> 2 * CONTINUATION_BITS);
            word.bytes[at++] = (byte) (0x80 | c >> CONTINUATION_BITS & 0x3f);
            word.bytes[at++] = (byte) (0x80 | c & 0x3f);
        }
        return at;
    }
}
