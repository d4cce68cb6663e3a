-- Coverage asks of an agent's chunks, in order of time: what was captured, what was dropped, when nothing was captured.
-- Kind and place are read from the id; the rest of rows of before is filled in from their manifests by the server.
ALTER TABLE chunk ADD COLUMN kind VARCHAR(8);
ALTER TABLE chunk ADD COLUMN place INT;
ALTER TABLE chunk ADD COLUMN seen_from_ns BIGINT;
ALTER TABLE chunk ADD COLUMN seen_to_ns BIGINT;
ALTER TABLE chunk ADD COLUMN losses_read BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE chunk SET place = CAST(SUBSTRING(id FROM CHAR_LENGTH(id) - 7) AS INT),
  kind = SUBSTRING(id FROM CHAR_LENGTH(agent) + 2 FOR CHAR_LENGTH(id) - CHAR_LENGTH(agent) - 10);

CREATE INDEX chunk_place ON chunk (kind, agent, place);
CREATE INDEX chunk_seen ON chunk (kind, agent, seen_to_ns);
CREATE INDEX chunk_archived ON chunk (agent, archived_ms);

-- Which kinds each agent rolls: looked up often, and too dear to find among all chunks.
CREATE TABLE capture_track (
  agent VARCHAR(120) NOT NULL,
  kind  VARCHAR(8)   NOT NULL,
  PRIMARY KEY (agent, kind)
);

INSERT INTO capture_track (agent, kind) SELECT DISTINCT agent, kind FROM chunk WHERE kind <> 'import';

-- Packets that a manifest says were dropped; they were noted between the manifest before it and told_ms.
CREATE TABLE chunk_drop (
  chunk       VARCHAR(200) NOT NULL PRIMARY KEY,
  agent       VARCHAR(120) NOT NULL,
  kind        VARCHAR(8)   NOT NULL,
  place       INT          NOT NULL,
  by_kernel   BIGINT       NOT NULL,
  by_agent    BIGINT       NOT NULL,
  told_ms     BIGINT       NOT NULL
);

CREATE INDEX chunk_drop_told ON chunk_drop (agent, told_ms);

-- When nothing was captured, as manifests say.
CREATE TABLE chunk_gap (
  chunk       VARCHAR(200) NOT NULL,
  number      INT          NOT NULL,
  agent       VARCHAR(120) NOT NULL,
  kind        VARCHAR(8)   NOT NULL,
  from_ns     BIGINT       NOT NULL,
  to_ns       BIGINT       NOT NULL,
  PRIMARY KEY (chunk, number)
);

CREATE INDEX chunk_gap_time ON chunk_gap (agent, kind, to_ns);
