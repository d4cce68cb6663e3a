-- Imports, so that their state, and what became of them, survive a restart. The id is that of the import in the archive.
CREATE TABLE import_file (
  id          VARCHAR(40)   NOT NULL PRIMARY KEY,
  name        VARCHAR(1000) NOT NULL,
  agent       VARCHAR(120)  NOT NULL,
  state       VARCHAR(12)   NOT NULL,
  staged      VARCHAR(200),
  file_bytes  BIGINT        NOT NULL,
  packets     BIGINT        NOT NULL DEFAULT 0,
  content_bytes BIGINT      NOT NULL DEFAULT 0,
  chunks      INT           NOT NULL DEFAULT 0,
  reason      VARCHAR(2000),
  received_ms BIGINT        NOT NULL,
  changed_ms  BIGINT        NOT NULL,
  ended_ms    BIGINT
);

CREATE INDEX import_file_received ON import_file (received_ms);
