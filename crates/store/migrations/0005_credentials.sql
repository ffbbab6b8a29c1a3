-- Tokens of those who send events. hash: SHA-256 of the token, in hexadecimal. A revoked one stays, so
-- that its name tells who sent what.
CREATE TABLE credentials (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);

CREATE UNIQUE INDEX credentials_live ON credentials (name) WHERE revoked_at IS NULL;

-- The contact centre's agents by its own ids, where only another event tells their address.
CREATE TABLE agents (
    source TEXT NOT NULL,
    agent TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (source, agent)
);
