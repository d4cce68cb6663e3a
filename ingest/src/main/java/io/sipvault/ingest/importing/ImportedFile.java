package io.sipvault.ingest.importing;

/** What all slices of one imported file share; see {@link io.sipvault.ingest.chunk.ImportSource}. */
record ImportedFile(String name, String fileSha256, long fileBytes, String compression, String contentSha256,
        long contentBytes, String vantage) {
    ImportedFile observedAs(String otherVantage, String otherName) {
        return new ImportedFile(otherName, fileSha256, fileBytes, compression, contentSha256, contentBytes,
                otherVantage);
    }
}
