-- 0004 accounts
--
-- Why:      who may sign in, as whom, and what was looked at. Accounts stand apart from the schools' data: one person
--           may have children in several schools, or work in several.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

CREATE TABLE account (
    account_id          BIGINT NOT NULL PRIMARY KEY,
    name                TEXT   NOT NULL UNIQUE,  -- what is typed at sign-in, lower case
    display_name        TEXT   NOT NULL,
    password_hash       TEXT,                    -- none until the first sign-in by a code
    password_changed_at TEXT,
    disabled_at         TEXT,
    version             BIGINT NOT NULL DEFAULT 1
);

-- Whom an account is at a school: one row for each school and person.
CREATE TABLE account_link (
    account_id BIGINT NOT NULL REFERENCES account (account_id),
    school_id  BIGINT NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('staff_member', 'guardian', 'student')),
    person_id  BIGINT NOT NULL,
    PRIMARY KEY (account_id, school_id, kind, person_id)
);
CREATE UNIQUE INDEX account_link_by_person ON account_link (school_id, kind, person_id);

-- Appointments above a school: of a directorate (directorate_id set) or of the installation.
CREATE TABLE office_appointment (
    office_appointment_id BIGINT NOT NULL PRIMARY KEY,
    account_id            BIGINT NOT NULL REFERENCES account (account_id),
    role                  TEXT   NOT NULL,
    directorate_id        BIGINT REFERENCES directorate (directorate_id),
    first_day             TEXT   NOT NULL,
    last_day              TEXT,
    decision              TEXT   NOT NULL,
    version               BIGINT NOT NULL DEFAULT 1,
    CHECK (last_day IS NULL OR last_day >= first_day)
);
CREATE INDEX office_appointment_by_account ON office_appointment (account_id, first_day);

-- Wrong attempts, by what was typed as a name and by the address they came from. Names that are nobody's are counted
-- like others, so that counting does not tell who has an account. The digest is keyed: it does not tell the name.
CREATE TABLE sign_in_failure (
    subject_digest BYTEA  NOT NULL PRIMARY KEY,
    failures       BIGINT NOT NULL CHECK (failures > 0),
    last_at        TEXT   NOT NULL,
    locked_until   TEXT
);
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_at);

CREATE TABLE session (
    session_id       BIGINT NOT NULL PRIMARY KEY,
    token_digest     BYTEA  NOT NULL UNIQUE,       -- the token itself is in the browser alone
    account_id       BIGINT NOT NULL REFERENCES account (account_id),
    csrf_token       TEXT   NOT NULL,
    created_at       TEXT   NOT NULL,
    last_used_at     TEXT   NOT NULL,
    expires_at       TEXT   NOT NULL,
    second_factor_at TEXT                          -- none while the second factor is still to be given
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE second_factor (
    account_id    BIGINT NOT NULL PRIMARY KEY REFERENCES account (account_id),
    sealed_secret BYTEA  NOT NULL,   -- under the installation's key
    confirmed_at  TEXT,              -- none while it is being set up
    last_step     BIGINT             -- the time step of the last code taken: a code is used once
);

CREATE TABLE one_time_code (
    one_time_code_id BIGINT NOT NULL PRIMARY KEY,
    account_id       BIGINT NOT NULL REFERENCES account (account_id),
    purpose          TEXT   NOT NULL CHECK (purpose IN ('first_sign_in', 'password_reset')),
    code_hash        TEXT   NOT NULL,
    issued_by        BIGINT NOT NULL,
    issued_at        TEXT   NOT NULL,
    expires_at       TEXT   NOT NULL,
    failures         BIGINT NOT NULL DEFAULT 0,
    used_at          TEXT
);
CREATE INDEX one_time_code_by_account ON one_time_code (account_id, expires_at);

-- Who looked at what is sensitive (SR-3.7, OM-64), and what results of many students were looked at for (SR-3.6): kept as
-- long as the record itself.
CREATE TABLE access_log (
    school_id      BIGINT NOT NULL,
    access_log_id  BIGINT NOT NULL,
    account_id     BIGINT NOT NULL,
    role           TEXT   NOT NULL,
    action         TEXT   NOT NULL,  -- the route's name
    student_id     BIGINT,
    directorate_id BIGINT,           -- of an office's look at the counts of its schools
    subject        TEXT   NOT NULL,
    purpose        TEXT   NOT NULL,  -- of Article 2; empty where none is asked for
    filter         TEXT   NOT NULL,  -- what was asked for with a purpose
    answer_digest  BYTEA,            -- of what was given with a purpose
    at             TEXT   NOT NULL,
    was_refused    BIGINT NOT NULL CHECK (was_refused IN (0, 1)),
    PRIMARY KEY (school_id, access_log_id)
);
CREATE INDEX access_log_by_student ON access_log (school_id, student_id, access_log_id);
CREATE INDEX access_log_by_directorate ON access_log (directorate_id, access_log_id);

-- Keys with which the installation signs heads of audit chains; the secret part lies in its key file.
CREATE TABLE signing_key (
    signing_key_id TEXT   NOT NULL PRIMARY KEY,  -- from the public key's digest
    public_key     BYTEA  NOT NULL,
    created_at     TEXT   NOT NULL,
    retired_at     TEXT
);

CREATE TABLE signed_head (
    school_id      BIGINT NOT NULL,
    sequence       BIGINT NOT NULL,
    digest         BYTEA  NOT NULL,
    at             TEXT   NOT NULL,
    signing_key_id TEXT   NOT NULL REFERENCES signing_key (signing_key_id),
    signature      BYTEA  NOT NULL,
    given_with     TEXT   NOT NULL CHECK (given_with IN ('publication', 'backup', 'request')),
    PRIMARY KEY (school_id, sequence, at)
);
