package io.sipvault.indexer.dialog;

/**
 * One early or confirmed dialog of a call: a forked INVITE has several (RFC 3261 12.1).
 *
 * @param toTag
 *            of the party that answered
 * @param firstNs
 *            when it was first heard of
 * @param status
 *            the highest status that it gave to the INVITE
 */
public record Branch(String toTag, long firstNs, int status) {}
