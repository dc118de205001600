-- 0008 results
--
-- Why:      what was published stays as it was: the facts it was computed from, the digest of the parameters, the
--           outcome, its reasons and trace, and the program's version. A later fact leads to a new version that a second
--           person agrees to, never to another content of an old one.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

CREATE TABLE publication (
    school_id      BIGINT NOT NULL,
    publication_id BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    class_id       BIGINT,           -- none: every class of the school
    visible_from   TEXT   NOT NULL,  -- the moment from which students and guardians see it
    students       BIGINT NOT NULL CHECK (students >= 0),
    published_at   TEXT   NOT NULL,
    published_by   BIGINT NOT NULL,
    published_as   TEXT   NOT NULL,
    PRIMARY KEY (school_id, publication_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id)
);

-- A publication that was taken back before anybody could see it. Its versions stay and are never shown.
CREATE TABLE publication_withdrawal (
    school_id      BIGINT NOT NULL,
    publication_id BIGINT NOT NULL,
    reason         TEXT   NOT NULL,
    withdrawn_at   TEXT   NOT NULL,
    withdrawn_by   BIGINT NOT NULL,
    PRIMARY KEY (school_id, publication_id),
    FOREIGN KEY (school_id, publication_id) REFERENCES publication (school_id, publication_id)
);

-- Classes that one person has looked through and puts before another to be published.
CREATE TABLE publication_proposal (
    school_id               BIGINT NOT NULL,
    publication_proposal_id BIGINT NOT NULL,
    school_year_id          BIGINT NOT NULL,
    class_ids               TEXT   NOT NULL,  -- JSON: ids as text
    visible_from            TEXT   NOT NULL,
    note                    TEXT   NOT NULL,
    proposed_at             TEXT   NOT NULL,
    proposed_by             BIGINT NOT NULL,
    PRIMARY KEY (school_id, publication_proposal_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX publication_proposal_by_year
    ON publication_proposal (school_id, school_year_id, publication_proposal_id);

-- What another person made of it.
CREATE TABLE publication_proposal_decision (
    school_id               BIGINT NOT NULL,
    publication_proposal_id BIGINT NOT NULL,
    is_accepted             BIGINT NOT NULL CHECK (is_accepted IN (0, 1)),
    note                    TEXT   NOT NULL,
    decided_at              TEXT   NOT NULL,
    decided_by              BIGINT NOT NULL,
    PRIMARY KEY (school_id, publication_proposal_id),
    FOREIGN KEY (school_id, publication_proposal_id)
        REFERENCES publication_proposal (school_id, publication_proposal_id)
);

-- The signed head of the school's audit chain that left the building with a publication or a corrected result.
CREATE TABLE result_head (
    school_id BIGINT NOT NULL,
    about     TEXT   NOT NULL CHECK (about IN ('publication', 'correction')),
    about_id  BIGINT NOT NULL,
    head      TEXT   NOT NULL,  -- one line, as `taqwim audit` reads it
    given_at  TEXT   NOT NULL,
    PRIMARY KEY (school_id, about, about_id)
);

-- How often what is shown of a school's results has changed: servers hold what they keep in memory against it.
CREATE TABLE shown_generation (
    school_id  BIGINT NOT NULL PRIMARY KEY,
    generation BIGINT NOT NULL CHECK (generation >= 1)
);

-- One version of one student's result. Nothing of a row ever changes.
CREATE TABLE result_version (
    school_id         BIGINT NOT NULL,
    result_version_id BIGINT NOT NULL,
    student_id        BIGINT NOT NULL,
    school_year_id    BIGINT NOT NULL,
    class_id          BIGINT NOT NULL,
    version           BIGINT NOT NULL CHECK (version >= 1),
    publication_id    BIGINT NOT NULL,
    correction_id     BIGINT,           -- the request that this version answers
    regulation        TEXT   NOT NULL,
    parameters_digest TEXT   NOT NULL,
    program_version   TEXT   NOT NULL,
    decision          TEXT   NOT NULL,  -- the regulation's code
    facts             BYTEA  NOT NULL,  -- compressed JSON: the student-year as the regulation read it
    outcome           BYTEA  NOT NULL,  -- compressed JSON: outcome and reasons in both languages
    trace             BYTEA  NOT NULL,  -- compressed JSON
    facts_digest      BYTEA  NOT NULL,
    content_digest    BYTEA  NOT NULL,  -- of facts, outcome and trace, uncompressed
    made_at           TEXT   NOT NULL,
    PRIMARY KEY (school_id, result_version_id),
    UNIQUE (school_id, student_id, school_year_id, version),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, publication_id) REFERENCES publication (school_id, publication_id)
);
CREATE INDEX result_version_by_class ON result_version (school_id, class_id, student_id, version);
CREATE INDEX result_version_by_year ON result_version (school_id, school_year_id, student_id, version);
CREATE INDEX result_version_by_publication ON result_version (school_id, publication_id, student_id, version);

-- The marks of a version as they are counted: one row for each subject and, without a subject, for the year. Derived from
-- the outcome when it is stored, and like it never changed.
CREATE TABLE result_mark (
    school_id         BIGINT NOT NULL,
    result_version_id BIGINT NOT NULL,
    subject           TEXT   NOT NULL,  -- as the outcome names it; empty: the year as a whole
    term              BIGINT NOT NULL CHECK (term BETWEEN 0 AND 3),  -- 0: of the year
    mark_num          BIGINT,           -- none: only the band is counted
    mark_den          BIGINT,
    maximum_num       BIGINT NOT NULL,
    maximum_den       BIGINT NOT NULL CHECK (maximum_den > 0),
    tenth             BIGINT NOT NULL CHECK (tenth BETWEEN 0 AND 9),  -- of the maximum that the mark lies in
    band              TEXT   NOT NULL,  -- the regulation's code; empty where it gives none
    is_passed         BIGINT CHECK (is_passed IN (0, 1)),  -- none where the regulation does not say
    PRIMARY KEY (school_id, result_version_id, subject, term),
    FOREIGN KEY (school_id, result_version_id) REFERENCES result_version (school_id, result_version_id),
    CHECK ((mark_num IS NULL) = (mark_den IS NULL)),
    CHECK (mark_den > 0)
);

-- A guardian confirmed that he saw a version.
CREATE TABLE result_acknowledgement (
    school_id                 BIGINT NOT NULL,
    result_acknowledgement_id BIGINT NOT NULL,
    result_version_id         BIGINT NOT NULL,
    student_id                BIGINT NOT NULL,
    guardian_id               BIGINT NOT NULL,
    acknowledged_at           TEXT   NOT NULL,
    acknowledged_by           BIGINT NOT NULL,
    PRIMARY KEY (school_id, result_acknowledgement_id),
    UNIQUE (school_id, result_version_id, guardian_id),
    FOREIGN KEY (school_id, result_version_id) REFERENCES result_version (school_id, result_version_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, guardian_id)
);

-- A result that is not shown, by a decision and with its reason; lifted by a later row of the same kind.
CREATE TABLE withholding (
    school_id      BIGINT NOT NULL,
    withholding_id BIGINT NOT NULL,
    student_id     BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    is_withheld    BIGINT NOT NULL CHECK (is_withheld IN (0, 1)),
    reason         TEXT   NOT NULL,
    decision       TEXT   NOT NULL,  -- number and day of the decision or the case
    decided_at     TEXT   NOT NULL,
    decided_by     BIGINT NOT NULL,
    PRIMARY KEY (school_id, withholding_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX withholding_by_student ON withholding (school_id, student_id, school_year_id, withholding_id);

-- A request to publish a student's result anew because a fact changed. Decided by another person.
CREATE TABLE result_correction (
    school_id            BIGINT NOT NULL,
    result_correction_id BIGINT NOT NULL,
    student_id           BIGINT NOT NULL,
    school_year_id       BIGINT NOT NULL,
    reason               TEXT   NOT NULL,
    requested_at         TEXT   NOT NULL,
    requested_by         BIGINT NOT NULL,
    PRIMARY KEY (school_id, result_correction_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX result_correction_by_student ON result_correction (school_id, student_id, school_year_id);

CREATE TABLE result_correction_decision (
    school_id            BIGINT NOT NULL,
    result_correction_id BIGINT NOT NULL,
    is_accepted          BIGINT NOT NULL CHECK (is_accepted IN (0, 1)),
    note                 TEXT   NOT NULL,
    differences          TEXT   NOT NULL,  -- JSON: what is different in the new version; empty when refused
    decided_at           TEXT   NOT NULL,
    decided_by           BIGINT NOT NULL,
    PRIMARY KEY (school_id, result_correction_id),
    FOREIGN KEY (school_id, result_correction_id)
        REFERENCES result_correction (school_id, result_correction_id)
);

-- The move to the next year by the decisions: of a whole year, or of one student whose decision came or changed later.
-- Undone as a whole until the new year is sealed.
CREATE TABLE promotion (
    school_id     BIGINT NOT NULL,
    promotion_id  BIGINT NOT NULL,
    from_year_id  BIGINT NOT NULL,
    to_year_id    BIGINT NOT NULL,
    kind          TEXT   NOT NULL CHECK (kind IN ('year', 'student')),
    plan_digest   BYTEA  NOT NULL,  -- of the plan as it was shown before
    students      BIGINT NOT NULL CHECK (students >= 1),
    moved_at      TEXT   NOT NULL,
    moved_by      BIGINT NOT NULL,
    moved_as      TEXT   NOT NULL,
    undone_at     TEXT,
    undone_by     BIGINT,
    undone_as     TEXT,
    undone_reason TEXT,
    PRIMARY KEY (school_id, promotion_id),
    FOREIGN KEY (school_id, from_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, to_year_id) REFERENCES school_year (school_id, school_year_id),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    CHECK ((undone_at IS NULL) = (undone_reason IS NULL))
);
CREATE INDEX promotion_by_year ON promotion (school_id, from_year_id, promotion_id);

-- What a move did to one student, with all that undoing it needs.
CREATE TABLE promotion_student (
    school_id             BIGINT NOT NULL,
    promotion_id          BIGINT NOT NULL,
    student_id            BIGINT NOT NULL,
    result_version_id     BIGINT NOT NULL,
    step                  TEXT   NOT NULL CHECK (step IN ('promoted', 'repeats', 'graduated', 'affiliated')),
    decision              TEXT   NOT NULL,  -- the regulation's code
    clause                TEXT   NOT NULL,
    reference             TEXT   NOT NULL,  -- number and day of the decision that named the class; empty where the law did
    old_enrolment_id      BIGINT NOT NULL,
    old_ended_reason      TEXT   NOT NULL,  -- what stood there before; empty while it was open
    new_enrolment_id      BIGINT,           -- none: graduated
    replaced_enrolment_id BIGINT,           -- of the new year, which this move ended or took away
    replaced              TEXT   NOT NULL CHECK (replaced IN ('', 'ended', 'withdrawn')),
    replaced_class_id     BIGINT,
    replaced_kind         TEXT,
    replaced_first_day    TEXT,
    replaced_is_newcomer  BIGINT CHECK (replaced_is_newcomer IN (0, 1)),
    replaced_version      BIGINT,
    PRIMARY KEY (school_id, promotion_id, student_id),
    FOREIGN KEY (school_id, promotion_id) REFERENCES promotion (school_id, promotion_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, result_version_id) REFERENCES result_version (school_id, result_version_id),
    FOREIGN KEY (school_id, old_enrolment_id) REFERENCES enrolment (school_id, enrolment_id),
    CHECK ((replaced = '') = (replaced_enrolment_id IS NULL)),
    CHECK ((step = 'graduated') = (new_enrolment_id IS NULL))
);
CREATE INDEX promotion_student_by_student ON promotion_student (school_id, student_id, promotion_id);

-- SR-9.3: how a student of the third secondary who did not pass wants to go on. The newest stands until the days are over.
CREATE TABLE grade_12_choice (
    school_id          BIGINT NOT NULL,
    grade_12_choice_id BIGINT NOT NULL,
    student_id         BIGINT NOT NULL,
    school_year_id     BIGINT NOT NULL,  -- the new year
    choice             TEXT   NOT NULL CHECK (choice IN ('regular_all', 'affiliated_failed')),
    chosen_on          TEXT   NOT NULL,
    document           TEXT   NOT NULL,  -- number and day of the signed form
    recorded_at        TEXT   NOT NULL,
    recorded_by        BIGINT NOT NULL,
    recorded_as        TEXT   NOT NULL,
    PRIMARY KEY (school_id, grade_12_choice_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX grade_12_choice_by_student ON grade_12_choice (school_id, student_id, school_year_id, grade_12_choice_id);
