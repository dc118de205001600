-- 0012 document requests
--
-- Why:      a document that is lost is replaced, and one whose owner's name was amended is issued anew, only on a request
--           with the papers that the regulation names; both must be found again opposite the name.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: how a document was ordered is not known of those issued before: the columns stay empty.

ALTER TABLE issued_document ADD COLUMN paper_part TEXT;
ALTER TABLE issued_document ADD COLUMN paper_language TEXT CHECK (paper_language IN ('ar', 'en'));
ALTER TABLE issued_document ADD COLUMN paper_digits TEXT CHECK (paper_digits IN ('arabic_indic', 'western'));

CREATE TABLE document_request (
    school_id           BIGINT NOT NULL REFERENCES school (school_id),
    document_request_id BIGINT NOT NULL,
    kind                TEXT   NOT NULL CHECK (kind IN ('replacement', 'amendment')),
    student_id          BIGINT NOT NULL,
    grade               BIGINT NOT NULL CHECK (grade BETWEEN 1 AND 12),  -- of the document, or of the student now
    -- Of a replacement.
    document_id         BIGINT,
    fate                TEXT CHECK (fate IN ('lost', 'damaged', 'burnt', 'stolen')),
    is_passed           BIGINT NOT NULL CHECK (is_passed IN (0, 1)),     -- of grade 12
    -- Of an amendment.
    name_parts          TEXT,            -- as the student's own
    birth_day           TEXT,
    address             TEXT,
    justification       TEXT,
    purpose             TEXT,
    is_from_abroad      BIGINT NOT NULL CHECK (is_from_abroad IN (0, 1)),
    is_some_lost        BIGINT NOT NULL CHECK (is_some_lost IN (0, 1)),  -- of the documents to be amended
    filed_on            TEXT   NOT NULL,
    filed_at            TEXT   NOT NULL,
    filed_by            BIGINT NOT NULL,
    filed_as            TEXT   NOT NULL,
    PRIMARY KEY (school_id, document_request_id),
    CHECK ((kind = 'replacement') = (document_id IS NOT NULL)),
    CHECK ((kind = 'replacement') = (fate IS NOT NULL)),
    CHECK ((kind = 'amendment') = (name_parts IS NOT NULL)),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, document_id) REFERENCES issued_document (school_id, document_id)
);
CREATE INDEX document_request_by_student ON document_request (school_id, student_id);

-- What was brought with a request. Nothing is taken back.
CREATE TABLE document_request_paper (
    school_id                 BIGINT NOT NULL,
    document_request_id       BIGINT NOT NULL,
    document_request_paper_id BIGINT NOT NULL,
    paper                     TEXT   NOT NULL CHECK (paper IN ('advert', 'police_minutes', 'remains', 'security_proof',
                                     'undertaking', 'documents', 'birth_paper', 'identity', 'civil_notice')),
    reference                 TEXT   NOT NULL,  -- number and place: the newspaper's name, the minutes' number
    dated_on                  TEXT   NOT NULL,
    entered_at                TEXT   NOT NULL,
    entered_by                BIGINT NOT NULL,
    entered_as                TEXT   NOT NULL,
    PRIMARY KEY (school_id, document_request_paper_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request (school_id, document_request_id)
);
CREATE INDEX document_request_paper_by_request ON document_request_paper (school_id, document_request_id);

CREATE TABLE document_request_decision (
    school_id           BIGINT NOT NULL,
    document_request_id BIGINT NOT NULL,
    outcome             TEXT   NOT NULL CHECK (outcome IN ('granted', 'refused')),
    reason              TEXT   NOT NULL,
    decided_on          TEXT   NOT NULL,
    decided_at          TEXT   NOT NULL,
    decided_by          BIGINT NOT NULL,
    decided_as          TEXT   NOT NULL,
    PRIMARY KEY (school_id, document_request_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request (school_id, document_request_id)
);

-- The documents that were issued on a request: opposite the name stands that a replacement was given.
CREATE TABLE document_request_answer (
    school_id           BIGINT NOT NULL,
    document_id         BIGINT NOT NULL,
    document_request_id BIGINT NOT NULL,
    PRIMARY KEY (school_id, document_id),
    FOREIGN KEY (school_id, document_id) REFERENCES issued_document (school_id, document_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request (school_id, document_request_id)
);
CREATE INDEX document_request_answer_by_request ON document_request_answer (school_id, document_request_id);
