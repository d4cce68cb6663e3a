package io.sipvault.indexer.quality;

/**
 * What a score was computed from.
 *
 * @param model
 *            edition of the model
 * @param codec
 *            encoding name of most audio packets
 * @param concealment
 *            whether the receiver is taken to conceal losses
 * @param ie
 *            equipment impairment (ITU-T G.113 appendix I)
 * @param bpl
 *            packet-loss robustness (ITU-T G.113 appendix I)
 * @param pplPercent
 *            packets lost, and discarded by the jitter buffer, of those expected
 * @param burstR
 *            mean burst over that of random loss, at least 1
 * @param id
 *            delay impairment of the conversational score; 0 where there is none
 * @param jitterBuffer
 *            the buffer whose discards are in {@code pplPercent}
 */
public record MosInputs(String model, String codec, boolean concealment, double ie, double bpl, double pplPercent,
        double burstR, double id, String jitterBuffer) {}
