/**
 * The query language: one text, in the portal, over REST and on the command line, read into one tree that knows nothing
 * of the engine which answers it. {@link io.sipvault.indexer.query.QueryParser} reads, {@link
 * io.sipvault.indexer.query.QueryNode} is the tree, {@link io.sipvault.indexer.query.QueryField} names the fields,
 * {@link io.sipvault.indexer.query.Vocabulary} holds the closed sets of values. A wrong query is answered with its
 * position and a suggestion.
 */
@NullMarked
package io.sipvault.indexer.query;

import org.jspecify.annotations.NullMarked;
