package io.sipvault.jobs.ingestion;

/** Finds chunks of the archive that the database does not know. */
public interface Discovery {
    /** Looks at every manifest. @return how many were new */
    int all();
}
