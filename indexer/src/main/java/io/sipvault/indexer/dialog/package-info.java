/**
 * SIP dialogs (RFC 3261 12) and transactions (17), folded from all observations of one Call-ID and kind of usage. A
 * fold is a plain function of its observations: their order, and how often one was brought, change nothing. One class
 * per kind of usage holds its state machine; transactions, timing, parties and session descriptions have their own.
 */
@NullMarked
package io.sipvault.indexer.dialog;

import org.jspecify.annotations.NullMarked;
