-- 0016 honours
--
-- Why:      a certificate of honour needs a decision and the guardian's consent (SR-3.7): the decision is entered, the guardian
--           answers, and only then is the certificate issued.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

-- A decision on one student, in words: no rank and no mark. What was entered wrongly is withdrawn and entered anew.
CREATE TABLE honour (
    school_id      BIGINT NOT NULL REFERENCES school (school_id),
    honour_id      BIGINT NOT NULL,
    student_id     BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    for_what_ar    TEXT   NOT NULL,
    for_what_en    TEXT   NOT NULL,  -- empty: no certificate in English
    decision       TEXT   NOT NULL,  -- its number
    decided_on     TEXT   NOT NULL,
    authority      TEXT   NOT NULL CHECK (authority IN ('ministry', 'directorate')),
    entered_on     TEXT   NOT NULL,
    entered_at     TEXT   NOT NULL,
    entered_by     BIGINT NOT NULL,
    entered_person BIGINT NOT NULL,
    entered_as     TEXT   NOT NULL,
    PRIMARY KEY (school_id, honour_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX honour_by_year ON honour (school_id, school_year_id, honour_id);
CREATE INDEX honour_by_student ON honour (school_id, student_id, honour_id);

-- What a guardian said to it, by his account or on paper. The last word of each guardian counts.
CREATE TABLE honour_answer (
    school_id        BIGINT NOT NULL,
    honour_answer_id BIGINT NOT NULL,
    honour_id        BIGINT NOT NULL,
    guardian_id      BIGINT NOT NULL,
    outcome          TEXT   NOT NULL CHECK (outcome IN ('consented', 'declined', 'taken_back')),
    is_on_paper      BIGINT NOT NULL CHECK (is_on_paper IN (0, 1)),
    reference        TEXT   NOT NULL,  -- of the paper; empty: he answered himself
    dated_on         TEXT   NOT NULL,
    entered_at       TEXT   NOT NULL,
    entered_by       BIGINT NOT NULL,
    entered_as       TEXT   NOT NULL,
    PRIMARY KEY (school_id, honour_answer_id),
    CHECK ((is_on_paper = 1) = (reference <> '')),
    FOREIGN KEY (school_id, honour_id) REFERENCES honour (school_id, honour_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, guardian_id)
);
CREATE INDEX honour_answer_by_honour ON honour_answer (school_id, honour_id, honour_answer_id);

-- Entries that were made by mistake, with the reason. They stay to be read.
CREATE TABLE honour_withdrawal (
    school_id    BIGINT NOT NULL,
    honour_id    BIGINT NOT NULL,
    reason       TEXT   NOT NULL,
    withdrawn_on TEXT   NOT NULL,
    withdrawn_at TEXT   NOT NULL,
    withdrawn_by BIGINT NOT NULL,
    withdrawn_as TEXT   NOT NULL,
    PRIMARY KEY (school_id, honour_id),
    FOREIGN KEY (school_id, honour_id) REFERENCES honour (school_id, honour_id)
);
