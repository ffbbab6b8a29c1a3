-- One text for SQLite and PostgreSQL: only BIGINT, TEXT and BYTEA; booleans are 0 and 1, times
-- epoch milliseconds.

-- The page's one row: saving is an UPDATE that names the version it was read at.
CREATE TABLE settings (
    page TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    saved_at BIGINT,
    agent_platform TEXT
);

INSERT INTO settings (page, version) VALUES ('crm', 0);

-- fields: plain values by field, JSON. tuple_version: the version that last wrote the tuple.
CREATE TABLE panels (
    crm TEXT NOT NULL PRIMARY KEY,
    fields TEXT NOT NULL,
    default_user BIGINT NOT NULL,
    tuple_version BIGINT NOT NULL
);

-- sealed: version byte, key id, nonce, ciphertext. bound_to: host and identity, JSON.
CREATE TABLE secrets (
    crm TEXT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    last_four TEXT,
    replaced_at BIGINT NOT NULL,
    bound_to TEXT NOT NULL
);

-- answer: what the CRM said of the stored connection, JSON.
CREATE TABLE health (
    crm TEXT NOT NULL PRIMARY KEY,
    answer TEXT NOT NULL,
    checked_at BIGINT NOT NULL
);
