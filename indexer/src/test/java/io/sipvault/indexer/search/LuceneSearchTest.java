package io.sipvault.indexer.search;

import io.sipvault.indexer.fold.FoldedArchive;

class LuceneSearchTest extends EvidenceSearchContract {
    @Override
    EvidenceSearch open(FoldedArchive archive) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers());
    }
}
