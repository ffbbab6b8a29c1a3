-- What administrators were last told of a connection or a link, by channel: 'attention' or 'repaired'.
-- telling_until: until then somebody is at it; 0 once it is told.
CREATE TABLE notices (
    subject TEXT NOT NULL PRIMARY KEY,
    told TEXT NOT NULL,
    telling_until BIGINT NOT NULL
);
