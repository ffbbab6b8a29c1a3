-- Linked Salesforce administrators, and links on their way.

ALTER TABLE panels ADD COLUMN always BIGINT NOT NULL DEFAULT 0;

-- place: the order of use. bound_to: sign-in host, app and organisation it was made for, JSON.
-- refresh, access: sealed. generation counts the tokens, the last of which came at renewed_at; whoever
-- holds the lease may fetch the next.
-- cause: JSON, or null.
CREATE TABLE links (
    id TEXT NOT NULL PRIMARY KEY,
    crm TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    username TEXT NOT NULL,
    role TEXT NOT NULL,
    place BIGINT NOT NULL,
    linked_at BIGINT NOT NULL,
    linked_by TEXT,
    verified_at BIGINT,
    state TEXT NOT NULL,
    since BIGINT NOT NULL,
    cause TEXT,
    bound_to TEXT NOT NULL,
    instance TEXT NOT NULL,
    refresh BYTEA NOT NULL,
    access BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    generation BIGINT NOT NULL,
    renewed_at BIGINT NOT NULL,
    leased_by TEXT,
    leased_until BIGINT NOT NULL DEFAULT 0,
    UNIQUE (crm, user_id)
);

-- state_hash, browser_hash: SHA-256 of what the window carries and of the browser's cookie. verifier:
-- sealed. claimed_at: when the one answer that counts came, 0 before. status: JSON.
CREATE TABLE linkings (
    id TEXT NOT NULL PRIMARY KEY,
    crm TEXT NOT NULL,
    state_hash TEXT NOT NULL UNIQUE,
    browser_hash TEXT NOT NULL,
    verifier BYTEA NOT NULL,
    bound_to TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    claimed_at BIGINT NOT NULL DEFAULT 0,
    status TEXT NOT NULL
);
