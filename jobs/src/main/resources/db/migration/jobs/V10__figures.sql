-- What the metrics count since the beginning, each chunk, dialog and stream once: sums that a restart does not reset.
ALTER TABLE chunk ADD COLUMN sip_kinds VARCHAR(20000);
ALTER TABLE chunk ADD COLUMN reassembly_timeouts BIGINT NOT NULL DEFAULT 0;

CREATE TABLE figure (
  name   VARCHAR(40) NOT NULL,
  label  VARCHAR(60) NOT NULL,
  amount DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (name, label)
);
