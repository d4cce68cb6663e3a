-- The index job claims chunks here, so that each is decoded and folded exactly once however many runs die.
CREATE TABLE chunk (
  id            VARCHAR(200) NOT NULL PRIMARY KEY,
  agent         VARCHAR(120) NOT NULL,
  vantage       VARCHAR(120) NOT NULL,
  state         VARCHAR(12)  NOT NULL,
  attempts      INT          NOT NULL DEFAULT 0,
  error         VARCHAR(2000),
  fence         BIGINT       NOT NULL DEFAULT 0,
  lease_until   TIMESTAMP,
  claimed_by    VARCHAR(40),
  first_ns      BIGINT,
  last_ns       BIGINT,
  packets       BIGINT       NOT NULL DEFAULT 0,
  bytes         BIGINT       NOT NULL DEFAULT 0,
  sip_messages  BIGINT       NOT NULL DEFAULT 0,
  rtp_packets   BIGINT       NOT NULL DEFAULT 0,
  log_lines     BIGINT       NOT NULL DEFAULT 0,
  undecoded     VARCHAR(60000),
  registered_at TIMESTAMP    NOT NULL,
  folded_at     TIMESTAMP
);

CREATE INDEX chunk_state ON chunk (state, lease_until);
CREATE INDEX chunk_agent ON chunk (agent);
CREATE INDEX chunk_vantage ON chunk (vantage, last_ns);
