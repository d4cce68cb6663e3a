/**
 * Folds fragments into documents. The index is a function of the set of fragment files, whatever their order, cuts and
 * repeats: a document is computed anew from all fragments of its key and replaced; nothing is ever incremented.
 */
@NullMarked
package io.sipvault.indexer.fold;

import org.jspecify.annotations.NullMarked;
