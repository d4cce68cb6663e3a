package io.sipvault.indexer.diagnosis;

/** Looks for one kind of trouble. */
interface Rule {
    void judge(CallEvidence call, Findings findings);
}
