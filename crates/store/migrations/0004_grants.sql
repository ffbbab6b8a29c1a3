-- Grants that were given and are no link yet: what stands here after a while was left behind by a
-- program that stopped in between, and is revoked. refresh: sealed. bound_to: JSON.
CREATE TABLE grants (
    id TEXT NOT NULL PRIMARY KEY,
    crm TEXT NOT NULL,
    bound_to TEXT NOT NULL,
    refresh BYTEA NOT NULL,
    key_id TEXT NOT NULL,
    noted_at BIGINT NOT NULL
);

-- Written and emptied again to learn whether the database takes a write.
CREATE TABLE readiness (
    probe TEXT NOT NULL
);

-- One word for a link that was begun, and one for what tells people.
ALTER TABLE linkings RENAME TO attempts;
ALTER TABLE notices RENAME TO notifications;
