package io.sipvault.indexer.query;

/**
 * What is wrong with a query.
 *
 * @param position
 *            of the first character that is wrong, from 0
 * @param length
 *            how many characters are wrong, 0 when something is missing there
 * @param message
 *            a sentence with the position, what was found, what was expected and a suggestion
 */
public record QueryProblem(int position, int length, String message) {}
