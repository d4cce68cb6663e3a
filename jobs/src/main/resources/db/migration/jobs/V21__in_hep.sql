-- What came to chunks in HEP, by what it is, as JSON: an import says how much of it others reported.
ALTER TABLE chunk ADD COLUMN in_hep VARCHAR(2000);
