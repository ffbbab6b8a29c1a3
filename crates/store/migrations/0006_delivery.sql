-- What is this installation's own: its id, from which the keys of records are made, and the key of the
-- digests. sealed: like a secret.
CREATE TABLE installation (
    name TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    digest_key BYTEA NOT NULL,
    key_id TEXT NOT NULL
);

-- A lane is one session of one sender: its deliveries go one after the other.
-- crm: empty until an agent platform is chosen. state: idle, ready, parked. due_at: of a leased lane the
-- lease's end. pending counts the deliveries that wait; lease counts claims, and ending one spends it.
CREATE TABLE lanes (
    lane TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    session TEXT NOT NULL,
    crm TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    pending BIGINT NOT NULL,
    lease BIGINT NOT NULL,
    leased_by TEXT,
    tries BIGINT NOT NULL
);

CREATE INDEX lanes_due ON lanes (crm, due_at, lane) WHERE state = 'ready';

-- id: ours, rising with time. event: the sender's. digest: keyed, of what the event says. body: sealed
-- JSON, and null once its time is over.
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    digest BYTEA NOT NULL,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    body BYTEA,
    key_id TEXT NOT NULL,
    UNIQUE (source, event)
);

CREATE INDEX events_lane ON events (lane);
CREATE INDEX events_kept ON events (received_at) WHERE body IS NOT NULL;
CREATE INDEX events_key ON events (key_id) WHERE body IS NOT NULL;

-- One for each event, under its id. state: waiting, delivered, nothing, parked. reason: of the last
-- decision, or why it waits or was parked. seen: what the rule saw, JSON.
CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    lane TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    is_held BIGINT NOT NULL DEFAULT 0,
    owner_party TEXT,
    owner_id TEXT,
    owner_name TEXT,
    actor_party TEXT,
    actor_id TEXT,
    actor_name TEXT,
    actor_instead BIGINT NOT NULL DEFAULT 0,
    record TEXT,
    url TEXT,
    seen TEXT,
    tries BIGINT NOT NULL DEFAULT 0,
    done_at BIGINT
);

CREATE INDEX deliveries_lane ON deliveries (lane, state);
CREATE INDEX deliveries_state ON deliveries (state, id);
CREATE INDEX deliveries_owner ON deliveries (owner_party, id);

-- origin: 'session', or the sender's id of the voicemail it was made for. account: host and identity it
-- was made under. channel, queue and contact: where a later session may go on in it.
CREATE TABLE records (
    lane TEXT NOT NULL,
    origin TEXT NOT NULL,
    crm TEXT NOT NULL,
    account TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    contact_id TEXT,
    owner_party TEXT,
    owner_id TEXT,
    owner_name TEXT,
    is_appended BIGINT NOT NULL,
    channel TEXT,
    queue TEXT,
    closed_at BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (lane, origin)
);

CREATE INDEX records_contact ON records (crm, account, contact_id, queue) WHERE closed_at IS NULL;

CREATE TABLE calls (
    delivery TEXT NOT NULL,
    n BIGINT NOT NULL,
    what TEXT NOT NULL,
    status BIGINT,
    at BIGINT NOT NULL,
    ms BIGINT NOT NULL,
    PRIMARY KEY (delivery, n)
);

-- Consumers by keyed digest of e-mail address, telephone number or id.
CREATE TABLE consumers (
    digest BYTEA NOT NULL,
    lane TEXT NOT NULL,
    PRIMARY KEY (digest, lane)
);

-- The call budget of a connection: a token bucket.
CREATE TABLE budgets (
    crm TEXT NOT NULL PRIMARY KEY,
    tokens BIGINT NOT NULL,
    refilled_at BIGINT NOT NULL,
    per_minute BIGINT NOT NULL
);

-- When a session makes a record: one row, saved under its version like the page. creation: JSON.
CREATE TABLE record_creation (
    page TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    saved_at BIGINT,
    creation TEXT NOT NULL
);

INSERT INTO record_creation (page, version, creation) VALUES ('operations', 0, '{}');
