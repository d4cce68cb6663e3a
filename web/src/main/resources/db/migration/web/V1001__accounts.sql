-- Who may sign in, and which keys scripts bear. Versions of web begin at 1001, those of jobs at 1: neither waits for the other.
CREATE TABLE account (
  name            VARCHAR(64)  NOT NULL PRIMARY KEY,
  password_hash   VARCHAR(200) NOT NULL,
  role            VARCHAR(16)  NOT NULL,
  enabled         BOOLEAN      NOT NULL,
  failed_attempts INT          NOT NULL DEFAULT 0,
  locked_until    TIMESTAMP WITH TIME ZONE,
  generation      INT          NOT NULL DEFAULT 0,
  created_at      TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE api_key (
  id           VARCHAR(16)  NOT NULL PRIMARY KEY,
  name         VARCHAR(120) NOT NULL,
  key_hash     CHAR(64)     NOT NULL UNIQUE,
  prefix       VARCHAR(16)  NOT NULL,
  scope        VARCHAR(16)  NOT NULL,
  expires_at   TIMESTAMP WITH TIME ZONE,
  created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  last_used_at TIMESTAMP WITH TIME ZONE,
  revoked_at   TIMESTAMP WITH TIME ZONE
);
