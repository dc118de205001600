-- 0011 documents
--
-- Why:      every document that a school issues is numbered, signed with the school's key, and stays in a register with
--           what it says: who holds one can prove it, and who asks is told whether it still stands.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

-- A signing key. It is made once all its holders have joined; until then what is made is empty.
CREATE TABLE document_key (
    school_id       BIGINT NOT NULL REFERENCES school (school_id),
    document_key_id BIGINT NOT NULL,
    needed          BIGINT NOT NULL CHECK (needed >= 2),  -- how many holders open it together
    decision        TEXT   NOT NULL,  -- number and day of the decision that names the holders
    begun_by        BIGINT NOT NULL,
    begun_at        TEXT   NOT NULL,
    made_at         TEXT,
    key_id          TEXT,             -- crypto::PublicKey::id
    public_key      BYTEA,
    sealed_key      BYTEA,            -- under a key that the holders' shares give together
    PRIMARY KEY (school_id, document_key_id),
    UNIQUE (school_id, key_id),
    CHECK ((made_at IS NULL) = (key_id IS NULL)),
    CHECK ((made_at IS NULL) = (public_key IS NULL)),
    CHECK ((made_at IS NULL) = (sealed_key IS NULL))
);

CREATE TABLE document_key_holder (
    school_id          BIGINT NOT NULL,
    document_key_id    BIGINT NOT NULL,
    staff_member_id    BIGINT NOT NULL,
    number             BIGINT NOT NULL CHECK (number BETWEEN 1 AND 255),  -- of the share
    joined_at          TEXT,
    salt               BYTEA,  -- of the passphrase
    address            BYTEA,  -- the public key that the share is sealed to
    sealed_opening_key BYTEA,  -- its private half, under the passphrase
    share              BYTEA,  -- sealed to the address
    share_digest       BYTEA,
    PRIMARY KEY (school_id, document_key_id, staff_member_id),
    UNIQUE (school_id, document_key_id, number),
    FOREIGN KEY (school_id, document_key_id) REFERENCES document_key (school_id, document_key_id),
    FOREIGN KEY (school_id, staff_member_id) REFERENCES staff_member (school_id, staff_member_id)
);

-- Nothing is signed with it any more. What was signed with it stays genuine; with a stolen one, only what the register has.
CREATE TABLE document_key_end (
    school_id       BIGINT NOT NULL,
    document_key_id BIGINT NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind IN ('retired', 'lost', 'stolen', 'given_up')),
    reason          TEXT   NOT NULL,
    ended_by        BIGINT NOT NULL,
    ended_at        TEXT   NOT NULL,
    PRIMARY KEY (school_id, document_key_id),
    FOREIGN KEY (school_id, document_key_id) REFERENCES document_key (school_id, document_key_id)
);

-- The register. Nothing in it is changed or deleted.
CREATE TABLE issued_document (
    school_id       BIGINT NOT NULL,
    document_id     BIGINT NOT NULL,
    serial_text     TEXT   NOT NULL,  -- as it is printed
    serial_year     BIGINT NOT NULL,
    serial_number   BIGINT NOT NULL CHECK (serial_number > 0),
    kind            TEXT   NOT NULL,
    student_id      BIGINT,           -- none: a paper about a class
    class_id        BIGINT,           -- of the student in that year, or the one it is about
    school_year_id  BIGINT NOT NULL,
    replaces        BIGINT,
    content         TEXT   NOT NULL,  -- as it is signed
    document_key_id BIGINT NOT NULL,
    signature       BYTEA  NOT NULL,
    file_digest     BYTEA  NOT NULL,
    issued_on       TEXT   NOT NULL,
    issued_at       TEXT   NOT NULL,
    issued_by       BIGINT NOT NULL,
    issued_person   BIGINT NOT NULL,
    issued_as       TEXT   NOT NULL,
    PRIMARY KEY (school_id, document_id),
    CHECK (student_id IS NOT NULL OR class_id IS NOT NULL),
    UNIQUE (school_id, serial_text),
    UNIQUE (school_id, serial_year, serial_number),
    UNIQUE (school_id, replaces),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, replaces) REFERENCES issued_document (school_id, document_id),
    FOREIGN KEY (school_id, document_key_id) REFERENCES document_key (school_id, document_key_id)
);
CREATE INDEX issued_document_by_student ON issued_document (school_id, student_id, document_id);
CREATE INDEX issued_document_by_class ON issued_document (school_id, class_id, document_id);

-- The file that was given out, byte for byte: who loses his copy gets the same one, whatever the program prints by then.
CREATE TABLE issued_file (
    school_id   BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    file        BYTEA  NOT NULL,
    PRIMARY KEY (school_id, document_id),
    FOREIGN KEY (school_id, document_id) REFERENCES issued_document (school_id, document_id)
);

-- A document that does not stand any more without another in its place. What is replaced has its successor's row above.
CREATE TABLE revoked_document (
    school_id   BIGINT NOT NULL,
    document_id BIGINT NOT NULL,
    reason      TEXT   NOT NULL,
    revoked_on  TEXT   NOT NULL,
    revoked_at  TEXT   NOT NULL,
    revoked_by  BIGINT NOT NULL,
    revoked_as  TEXT   NOT NULL,
    PRIMARY KEY (school_id, document_id),
    FOREIGN KEY (school_id, document_id) REFERENCES issued_document (school_id, document_id)
);
