package io.sipvault.indexer.diagnosis;

/**
 * What could not be judged.
 *
 * @param subject
 *            in short: {@code media}, {@code beginning}
 * @param sentence
 *            what is missing
 */
public record Unknown(String subject, String sentence) {}
