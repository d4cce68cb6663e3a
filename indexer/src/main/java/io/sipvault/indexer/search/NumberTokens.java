package io.sipvault.indexer.search;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.util.AttributeFactory;

/** The terms of a {@link NumberField}, each with the bits of where it stood as its frequency. */
final class NumberTokens extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
    private final boolean reversed;
    private Iterator<Map.Entry<String, Integer>> places = Collections.emptyIterator();

    NumberTokens(boolean reversed) {
        super(AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY);
        this.reversed = reversed;
    }

    NumberTokens over(Map<String, Integer> terms) {
        places = terms.entrySet().iterator();
        return this;
    }

    @Override
    public boolean incrementToken() {
        if (!places.hasNext()) {
            return false;
        }
        clearAttributes();
        Map.Entry<String, Integer> next = places.next();
        if (reversed) {
            term.append(new StringBuilder(next.getKey()).reverse());
        } else {
            term.append(next.getKey());
        }
        frequency.setTermFrequency(next.getValue());
        return true;
    }
}
