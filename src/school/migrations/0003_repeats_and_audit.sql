-- 0003 repeats and audit
--
-- Why:      a write that is sent twice is recorded once and answered with the first answer; every change stands in a
--           chain whose entries carry the digest of the one before. The chain holds digests, not contents, so that
--           what has to be destroyed can be destroyed and the chain still verifies.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

-- school_id 0 is the installation itself: accounts, directorates, settings.
CREATE TABLE request_key (
    school_id  BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    client_key TEXT   NOT NULL,
    digest     BYTEA  NOT NULL,  -- of the request: the same key with other content is refused
    status     BIGINT NOT NULL,
    answer     TEXT   NOT NULL,
    at         TEXT   NOT NULL,
    PRIMARY KEY (school_id, account_id, client_key)
);
CREATE INDEX request_key_by_time ON request_key (school_id, at);

CREATE TABLE audit_head (
    school_id BIGINT NOT NULL PRIMARY KEY,
    sequence  BIGINT NOT NULL,
    digest    BYTEA  NOT NULL
);

CREATE TABLE audit_entry (
    school_id      BIGINT NOT NULL,
    sequence       BIGINT NOT NULL CHECK (sequence > 0),
    account_id     BIGINT NOT NULL,  -- 0: the program itself, at the command line of the machine
    role           TEXT   NOT NULL,
    action         TEXT   NOT NULL,  -- mark.record, student.merge …
    subject        TEXT   NOT NULL,  -- which record: "student 7318…"; no names
    at             TEXT   NOT NULL,
    content_digest BYTEA  NOT NULL,
    previous       BYTEA  NOT NULL,
    digest         BYTEA  NOT NULL,
    PRIMARY KEY (school_id, sequence)
);
CREATE INDEX audit_entry_by_subject ON audit_entry (school_id, subject, sequence);
