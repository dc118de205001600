-- 0018 amendment letters
--
-- Why:      an amendment of documents goes through the directorate of the Saudi school: what it examined, what it decided, the
--           letters to the schools that the student attended, the originals on their way, and its end (PG-24.P); and who was
--           admitted under another form of his name and has a month to have it amended (PG-24.A.3, A.4).
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: amendments that were decided before have no order of a directorate, and are not followed further.

-- The directorate's examination against the justification; of several the last stands.
CREATE TABLE amendment_examination (
    school_id                BIGINT NOT NULL,
    amendment_examination_id BIGINT NOT NULL,
    document_request_id      BIGINT NOT NULL,
    finding                  TEXT   NOT NULL,
    reference                TEXT   NOT NULL,  -- number of the directorate's paper; empty: it entered it itself
    examined_on              TEXT   NOT NULL,
    by_directorate           BIGINT NOT NULL CHECK (by_directorate IN (0, 1)),  -- else entered by the school
    entered_at               TEXT   NOT NULL,
    entered_by               BIGINT NOT NULL,
    entered_as               TEXT   NOT NULL,
    PRIMARY KEY (school_id, amendment_examination_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request (school_id, document_request_id),
    CHECK (by_directorate = 1 OR reference <> '')
);
CREATE INDEX amendment_examination_by_request ON amendment_examination (school_id, document_request_id);

-- The directorate's order behind document_request_decision, and what stood in the record before it.
CREATE TABLE amendment_order (
    school_id           BIGINT NOT NULL,
    document_request_id BIGINT NOT NULL,
    reference           TEXT   NOT NULL,  -- number of the decision
    dated_on            TEXT   NOT NULL,
    by_directorate      BIGINT NOT NULL CHECK (by_directorate IN (0, 1)),
    name_parts          TEXT   NOT NULL,  -- before it, as the student's own
    birth_day           TEXT,             -- likewise; none was recorded
    PRIMARY KEY (school_id, document_request_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request_decision (school_id, document_request_id),
    CHECK (reference <> '')
);

-- To each school that the student attended, to the directorate's section of examinations, to the authority.
CREATE TABLE amendment_letter (
    school_id           BIGINT NOT NULL,
    amendment_letter_id BIGINT NOT NULL,
    document_request_id BIGINT NOT NULL,
    kind                TEXT   NOT NULL CHECK (kind IN ('school', 'exams_section', 'authority')),
    addressee           TEXT   NOT NULL,  -- the school; empty for the other kinds
    to_school_id        BIGINT,           -- where it is a school of this installation, checked as it is entered
    years               TEXT   NOT NULL,  -- in which he was there; empty: not known
    heir                TEXT   NOT NULL,  -- the directorate that keeps the records of a closed school; empty: it is open
    entered_at          TEXT   NOT NULL,
    entered_by          BIGINT NOT NULL,
    entered_as          TEXT   NOT NULL,
    PRIMARY KEY (school_id, amendment_letter_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request (school_id, document_request_id),
    CHECK ((kind = 'school') = (addressee <> ''))
);
CREATE INDEX amendment_letter_by_request ON amendment_letter (school_id, document_request_id);
CREATE INDEX amendment_letter_to_school ON amendment_letter (school_id, to_school_id);

-- What became of a letter; each step once.
CREATE TABLE amendment_letter_step (
    school_id           BIGINT NOT NULL,
    amendment_letter_id BIGINT NOT NULL,
    step                TEXT   NOT NULL CHECK (step IN ('sent', 'confirmed', 'withdrawn')),
    dated_on            TEXT   NOT NULL,
    number              TEXT   NOT NULL,  -- of the letter, or of the answer
    who                 TEXT   NOT NULL,  -- name and position of who confirmed
    note                TEXT   NOT NULL,  -- why it was withdrawn
    entered_at          TEXT   NOT NULL,
    entered_by          BIGINT NOT NULL,
    entered_as          TEXT   NOT NULL,
    PRIMARY KEY (school_id, amendment_letter_id, step),
    FOREIGN KEY (school_id, amendment_letter_id) REFERENCES amendment_letter (school_id, amendment_letter_id)
);

-- An original that is to be amended, and who amends it by the rule of the day on which it was entered.
CREATE TABLE amendment_original (
    school_id             BIGINT NOT NULL,
    amendment_original_id BIGINT NOT NULL,
    document_request_id   BIGINT NOT NULL,
    paper                 TEXT   NOT NULL CHECK (paper IN ('certificate', 'transfer_result')),
    stage                 TEXT   NOT NULL CHECK (stage IN ('primary', 'intermediate', 'secondary')),
    hijri_year            BIGINT NOT NULL,  -- the first of its school year
    number                TEXT   NOT NULL,  -- that it bears
    body                  TEXT   NOT NULL CHECK (body IN ('authority', 'directorate')),
    is_copied             BIGINT NOT NULL CHECK (is_copied IN (0, 1)),  -- a copy goes to the authority
    clause                TEXT   NOT NULL,  -- that says so
    entered_at            TEXT   NOT NULL,
    entered_by            BIGINT NOT NULL,
    entered_as            TEXT   NOT NULL,
    PRIMARY KEY (school_id, amendment_original_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request (school_id, document_request_id)
);
CREATE INDEX amendment_original_by_request ON amendment_original (school_id, document_request_id);

CREATE TABLE amendment_original_step (
    school_id             BIGINT NOT NULL,
    amendment_original_id BIGINT NOT NULL,
    step                  TEXT   NOT NULL CHECK (step IN ('received', 'sent', 'returned', 'copied', 'handed_over', 'withdrawn')),
    dated_on              TEXT   NOT NULL,
    number                TEXT   NOT NULL,  -- of the letter that went with it
    who                   TEXT   NOT NULL,  -- to whom it was sent; who took it
    note                  TEXT   NOT NULL,
    entered_at            TEXT   NOT NULL,
    entered_by            BIGINT NOT NULL,
    entered_as            TEXT   NOT NULL,
    PRIMARY KEY (school_id, amendment_original_id, step),
    FOREIGN KEY (school_id, amendment_original_id) REFERENCES amendment_original (school_id, amendment_original_id)
);

-- All letters are confirmed and all originals handed back.
CREATE TABLE amendment_finish (
    school_id           BIGINT NOT NULL,
    document_request_id BIGINT NOT NULL,
    finished_on         TEXT   NOT NULL,
    entered_at          TEXT   NOT NULL,
    entered_by          BIGINT NOT NULL,
    entered_as          TEXT   NOT NULL,
    PRIMARY KEY (school_id, document_request_id),
    FOREIGN KEY (school_id, document_request_id) REFERENCES document_request (school_id, document_request_id)
);

-- Who was admitted with papers that bear another form of his name.
CREATE TABLE name_admission (
    school_id         BIGINT NOT NULL,
    name_admission_id BIGINT NOT NULL,
    student_id        BIGINT NOT NULL,
    name_parts        TEXT   NOT NULL,  -- on the papers, as the student's own
    is_from_abroad    BIGINT NOT NULL CHECK (is_from_abroad IN (0, 1)),
    admitted_on       TEXT   NOT NULL,
    amend_until       TEXT,             -- none: the papers are from abroad and stay as they are
    clause            TEXT   NOT NULL,
    entered_at        TEXT   NOT NULL,
    entered_by        BIGINT NOT NULL,
    entered_as        TEXT   NOT NULL,
    PRIMARY KEY (school_id, name_admission_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    CHECK ((is_from_abroad = 1) = (amend_until IS NULL))
);
CREATE INDEX name_admission_by_student ON name_admission (school_id, student_id);
CREATE INDEX name_admission_by_limit ON name_admission (school_id, amend_until);

-- Entries that were made by mistake, with the reason. They stay to be read.
CREATE TABLE name_admission_withdrawal (
    school_id         BIGINT NOT NULL,
    name_admission_id BIGINT NOT NULL,
    reason            TEXT   NOT NULL,
    withdrawn_on      TEXT   NOT NULL,
    withdrawn_at      TEXT   NOT NULL,
    withdrawn_by      BIGINT NOT NULL,
    withdrawn_as      TEXT   NOT NULL,
    PRIMARY KEY (school_id, name_admission_id),
    FOREIGN KEY (school_id, name_admission_id) REFERENCES name_admission (school_id, name_admission_id)
);
