-- Retention decides by these columns which chunks are old enough, without reading every manifest each day.
-- Times are milliseconds since 1970 in UTC. Rows of before are filled in from their manifests by the next retention run.
ALTER TABLE chunk ADD COLUMN archived_ms BIGINT;
ALTER TABLE chunk ADD COLUMN captured_ms BIGINT;
ALTER TABLE chunk ADD COLUMN stored_bytes BIGINT;
ALTER TABLE chunk ADD COLUMN object_key VARCHAR(900);
ALTER TABLE chunk ADD COLUMN expired_ms BIGINT;
ALTER TABLE chunk ADD COLUMN expired_policy VARCHAR(100);
ALTER TABLE chunk ADD COLUMN swept_ms BIGINT;
ALTER TABLE chunk ADD COLUMN fragment_expired_ms BIGINT;

-- Days before the latest cutoff are not in the index and never come back: a rebuild leaves them out.
CREATE TABLE index_expiry (
  cutoff     VARCHAR(10)  NOT NULL PRIMARY KEY,
  policy     VARCHAR(100) NOT NULL,
  expired_ms BIGINT       NOT NULL
);
