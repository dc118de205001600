-- 0014 attestations
--
-- Why:      who asked for a document to be attested or its translation to be signed, who signs it by which clause, and what
--           came back: the register of attestation and translation (F-52 of the Saudi guide).
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

-- What was asked for, and what the guide says to it. Nothing in it is changed: what was entered wrongly is withdrawn, and
-- another entry is made.
CREATE TABLE attestation (
    school_id       BIGINT NOT NULL REFERENCES school (school_id),
    attestation_id  BIGINT NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind IN ('attestation', 'translation')),
    source          TEXT   NOT NULL CHECK (source IN ('school', 'school_abroad', 'notice', 'ministry', 'abroad')),
    document_id     BIGINT,           -- of the register of issued documents; none: issued by others, or a paper notice
    title           TEXT   NOT NULL,  -- of the document, as it is printed
    number          TEXT   NOT NULL,  -- its serial or number; empty: it bears none
    student_id      BIGINT NOT NULL,  -- whose document it is
    purpose         TEXT   NOT NULL CHECK (purpose IN ('transfer_inside', 'study_abroad', 'other')),
    note            TEXT   NOT NULL,  -- in words; empty: none
    asked_by        TEXT   NOT NULL,
    is_copy         BIGINT NOT NULL CHECK (is_copy IN (0, 1)),        -- what was brought
    is_unofficial   BIGINT NOT NULL CHECK (is_unofficial IN (0, 1)),  -- the translation that was brought
    outcome         TEXT   NOT NULL CHECK (outcome IN ('to_sign', 'not_needed', 'refused')),
    signer          TEXT CHECK (signer IN ('education_director', 'deputy_minister', 'ministry', 'regional_director',
                    'translation_section')),
    refused_for     TEXT CHECK (refused_for IN ('copy', 'notice', 'unofficial')),
    clause          TEXT   NOT NULL,  -- that says so
    asked_on        TEXT   NOT NULL,
    entered_at      TEXT   NOT NULL,
    entered_by      BIGINT NOT NULL,
    entered_as      TEXT   NOT NULL,
    PRIMARY KEY (school_id, attestation_id),
    CHECK ((source IN ('school', 'school_abroad')) = (document_id IS NOT NULL)),
    CHECK ((outcome = 'to_sign') = (signer IS NOT NULL)),
    CHECK ((outcome = 'refused') = (refused_for IS NOT NULL)),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, document_id) REFERENCES issued_document (school_id, document_id)
);
CREATE INDEX attestation_by_student ON attestation (school_id, student_id, attestation_id);
CREATE INDEX attestation_by_document ON attestation (school_id, document_id);

-- What came back from who signs: signed, or returned without a signature.
CREATE TABLE attestation_answer (
    school_id      BIGINT NOT NULL,
    attestation_id BIGINT NOT NULL,
    outcome        TEXT   NOT NULL CHECK (outcome IN ('signed', 'returned')),
    reference      TEXT   NOT NULL,  -- number of the signature or decision
    dated_on       TEXT   NOT NULL,
    reason         TEXT   NOT NULL,  -- of a return; else empty
    entered_at     TEXT   NOT NULL,
    entered_by     BIGINT NOT NULL,
    entered_as     TEXT   NOT NULL,
    PRIMARY KEY (school_id, attestation_id),
    CHECK ((outcome = 'returned') = (reason <> '')),
    FOREIGN KEY (school_id, attestation_id) REFERENCES attestation (school_id, attestation_id)
);

-- Entries that were made by mistake, with the reason. They stay to be read.
CREATE TABLE attestation_withdrawal (
    school_id      BIGINT NOT NULL,
    attestation_id BIGINT NOT NULL,
    reason         TEXT   NOT NULL,
    withdrawn_on   TEXT   NOT NULL,
    withdrawn_at   TEXT   NOT NULL,
    withdrawn_by   BIGINT NOT NULL,
    withdrawn_as   TEXT   NOT NULL,
    PRIMARY KEY (school_id, attestation_id),
    FOREIGN KEY (school_id, attestation_id) REFERENCES attestation (school_id, attestation_id)
);
