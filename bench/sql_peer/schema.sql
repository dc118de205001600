-- The record of one school year as a ministry would keep it in a relational database: one row for one thing that a
-- teacher writes down. A record (سجل) is one student in one subject in one term; its key is one number, so that the
-- large tables stay narrow and lie in the order in which they are added up.

CREATE TABLE subject (
    subject_id INTEGER PRIMARY KEY,
    code       TEXT    NOT NULL UNIQUE,
    is_counted INTEGER NOT NULL CHECK (is_counted IN (0, 1))  -- a scientific subject: KW-8.1
);

CREATE TABLE student (
    student_id INTEGER PRIMARY KEY,
    grade      INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4)
);

CREATE TABLE record (
    record_id  INTEGER PRIMARY KEY,
    student_id INTEGER NOT NULL REFERENCES student (student_id),
    subject_id INTEGER NOT NULL REFERENCES subject (subject_id),
    term       INTEGER NOT NULL CHECK (term IN (1, 2)),
    UNIQUE (student_id, subject_id, term)
);

-- One level of performance, 0 to 4, of one measuring of one criterion.
CREATE TABLE level (
    record_id  INTEGER NOT NULL REFERENCES record (record_id),
    competency INTEGER NOT NULL,
    criterion  INTEGER NOT NULL,
    measuring  INTEGER NOT NULL,
    level      INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
    PRIMARY KEY (record_id, competency, criterion, measuring)
) WITHOUT ROWID;

-- The score of one unit, in hundredths of a mark.
CREATE TABLE unit_score (
    record_id     INTEGER NOT NULL REFERENCES record (record_id),
    unit          INTEGER NOT NULL,
    score_centi   INTEGER NOT NULL,
    maximum_centi INTEGER NOT NULL CHECK (maximum_centi > 0),
    PRIMARY KEY (record_id, unit)
) WITHOUT ROWID;

CREATE TABLE term_absence (
    student_id            INTEGER NOT NULL REFERENCES student (student_id),
    term                  INTEGER NOT NULL CHECK (term IN (1, 2)),
    full_days             INTEGER NOT NULL,
    missed_period_days    INTEGER NOT NULL,
    unapproved_leave_days INTEGER NOT NULL,
    lateness_unaccepted   INTEGER NOT NULL,
    excused_days          INTEGER NOT NULL,
    PRIMARY KEY (student_id, term)
) WITHOUT ROWID;

-- What kuwait_year.sql fills.

CREATE TABLE formative (
    record_id    INTEGER PRIMARY KEY,
    points       INTEGER NOT NULL,
    competencies INTEGER NOT NULL
);

CREATE TABLE summative (
    record_id INTEGER PRIMARY KEY,
    points    INTEGER NOT NULL,
    units     INTEGER NOT NULL
);

CREATE TABLE deduction (
    student_id INTEGER NOT NULL,
    term       INTEGER NOT NULL,
    marks      INTEGER NOT NULL,
    PRIMARY KEY (student_id, term)
) WITHOUT ROWID;

-- The year mark as obtained is mark_num / mark_den, not in lowest terms.
CREATE TABLE subject_year (
    student_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    mark_num   INTEGER NOT NULL,
    mark_den   INTEGER NOT NULL,
    PRIMARY KEY (student_id, subject_id)
) WITHOUT ROWID;

CREATE TABLE decision (
    student_id       INTEGER PRIMARY KEY,
    failing_subjects INTEGER NOT NULL,  -- after the raise
    decision         TEXT    NOT NULL
);
