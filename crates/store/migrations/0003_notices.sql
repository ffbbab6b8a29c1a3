-- What administrators were last told of a connection or a link: 'attention' or 'repaired'.
CREATE TABLE notices (
    subject TEXT NOT NULL PRIMARY KEY,
    told TEXT NOT NULL
);
