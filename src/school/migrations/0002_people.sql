-- 0002 people
--
-- Why:      who teaches, who learns, who answers for a child; appointments with their days and decisions; enrolment,
--           transfers, exemptions, and duplicates that were merged.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

CREATE TABLE staff_member (
    school_id       BIGINT NOT NULL REFERENCES school (school_id),
    staff_member_id BIGINT NOT NULL,
    name_ar         TEXT   NOT NULL,
    name_en         TEXT   NOT NULL,
    search_name     TEXT   NOT NULL,  -- without diacritics, hamza forms and tatweel
    sort_key        BYTEA  NOT NULL,  -- Arabic order of names
    identity_number TEXT,
    joined_on       TEXT   NOT NULL,
    left_on         TEXT,
    version         BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, staff_member_id),
    CHECK (left_on IS NULL OR left_on >= joined_on)
);
CREATE UNIQUE INDEX staff_member_by_identity ON staff_member (school_id, identity_number);
CREATE INDEX staff_member_by_name ON staff_member (school_id, sort_key, staff_member_id);

-- What somebody does at the school, from when to when, and by which decision. Permissions come from here alone.
CREATE TABLE appointment (
    school_id       BIGINT NOT NULL,
    appointment_id  BIGINT NOT NULL,
    staff_member_id BIGINT NOT NULL,
    role            TEXT   NOT NULL,
    school_year_id  BIGINT,           -- set where a class or subject is
    class_id        BIGINT,
    subject         TEXT,
    first_day       TEXT   NOT NULL,
    last_day        TEXT,             -- open while nothing is set
    decision        TEXT   NOT NULL,  -- number and day of the decision
    substitute_for  BIGINT,           -- the appointment whose holder is away
    ended_reason    TEXT,
    version         BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, appointment_id),
    FOREIGN KEY (school_id, staff_member_id) REFERENCES staff_member (school_id, staff_member_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, substitute_for) REFERENCES appointment (school_id, appointment_id),
    CHECK (last_day IS NULL OR last_day >= first_day)
);
CREATE INDEX appointment_by_staff ON appointment (school_id, staff_member_id, first_day);
CREATE INDEX appointment_by_class ON appointment (school_id, class_id, subject);

CREATE TABLE timetable_slot (
    school_id         BIGINT NOT NULL,
    timetable_slot_id BIGINT NOT NULL,
    class_id          BIGINT NOT NULL,
    weekday           BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    period            BIGINT NOT NULL CHECK (period BETWEEN 1 AND 12),
    -- KW-P5-B: a development or activity period stands beside the plan's
    kind              TEXT   NOT NULL DEFAULT 'lesson' CHECK (kind IN ('lesson', 'development', 'activity')),
    subject           TEXT   NOT NULL,
    staff_member_id   BIGINT,
    first_day         TEXT   NOT NULL,
    last_day          TEXT,
    PRIMARY KEY (school_id, timetable_slot_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, staff_member_id) REFERENCES staff_member (school_id, staff_member_id)
);
CREATE INDEX timetable_slot_by_class ON timetable_slot (school_id, class_id, weekday, period);

CREATE TABLE student (
    school_id      BIGINT NOT NULL REFERENCES school (school_id),
    student_id     BIGINT NOT NULL,
    student_number TEXT   NOT NULL,  -- the school's own
    name_parts     TEXT   NOT NULL,  -- JSON list of four or five parts, as in the identity paper
    name_ar        TEXT   NOT NULL,  -- the parts, joined by blanks
    name_en        TEXT   NOT NULL,
    search_name    TEXT   NOT NULL,
    sort_key       BYTEA  NOT NULL,
    sex            TEXT   NOT NULL CHECK (sex IN ('male', 'female')),
    birth_day      TEXT,
    nationality    TEXT   NOT NULL,  -- ISO 3166, two letters
    is_muslim      BIGINT CHECK (is_muslim IN (0, 1)),
    merged_into    BIGINT,           -- the record that stands for this one since a merge
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, student_id),
    FOREIGN KEY (school_id, merged_into) REFERENCES student (school_id, student_id)
);
CREATE UNIQUE INDEX student_by_number ON student (school_id, student_number);
CREATE INDEX student_by_name ON student (school_id, sort_key, student_id);
CREATE INDEX student_by_search_name ON student (school_id, search_name);

CREATE TABLE identity_paper (
    school_id         BIGINT NOT NULL,
    identity_paper_id BIGINT NOT NULL,
    student_id        BIGINT NOT NULL,
    kind              TEXT   NOT NULL CHECK (kind IN ('national_id', 'residence', 'passport', 'birth_certificate', 'family_card')),
    number            TEXT   NOT NULL,
    issued_by         TEXT   NOT NULL,
    issued_on         TEXT,
    is_confirmed      BIGINT NOT NULL DEFAULT 0 CHECK (is_confirmed IN (0, 1)),  -- stands so on the paper, though the
                                                                                 -- check digit does not fit
    PRIMARY KEY (school_id, identity_paper_id),
    UNIQUE (school_id, kind, number),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);

CREATE TABLE guardian (
    school_id       BIGINT NOT NULL REFERENCES school (school_id),
    guardian_id     BIGINT NOT NULL,
    name_ar         TEXT   NOT NULL,
    name_en         TEXT   NOT NULL,
    search_name     TEXT   NOT NULL,
    sort_key        BYTEA  NOT NULL,
    identity_number TEXT,
    telephone       TEXT,
    version         BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, guardian_id)
);
CREATE UNIQUE INDEX guardian_by_identity ON guardian (school_id, identity_number);

CREATE TABLE guardianship (
    school_id       BIGINT NOT NULL,
    guardianship_id BIGINT NOT NULL,
    guardian_id     BIGINT NOT NULL,
    student_id      BIGINT NOT NULL,
    relation        TEXT   NOT NULL CHECK (relation IN ('father', 'mother', 'brother', 'sister', 'grandfather', 'grandmother', 'uncle', 'aunt', 'appointed', 'other')),
    first_day       TEXT   NOT NULL,
    last_day        TEXT,
    PRIMARY KEY (school_id, guardianship_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, guardian_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX guardianship_by_guardian ON guardianship (school_id, guardian_id);
CREATE INDEX guardianship_by_student ON guardianship (school_id, student_id);

CREATE TABLE enrolment (
    school_id      BIGINT NOT NULL,
    enrolment_id   BIGINT NOT NULL,
    student_id     BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    class_id       BIGINT NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('regular', 'affiliated', 'affiliated_annual', 'night', 'temporary')),
    is_newcomer    BIGINT NOT NULL CHECK (is_newcomer IN (0, 1)),
    first_day      TEXT   NOT NULL,
    last_day       TEXT,
    ended_reason   TEXT CHECK (ended_reason IN ('moved_class', 'transferred', 'left', 'graduated', 'year_ended', 'merged')),
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, enrolment_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    CHECK (last_day IS NULL OR last_day >= first_day),
    CHECK ((last_day IS NULL) = (ended_reason IS NULL))
);
CREATE INDEX enrolment_by_student ON enrolment (school_id, student_id, first_day);
CREATE INDEX enrolment_by_class ON enrolment (school_id, class_id, first_day);

-- A student who came from, or went to, another school, with what that school had counted and marked.
CREATE TABLE transfer (
    school_id    BIGINT NOT NULL,
    transfer_id  BIGINT NOT NULL,
    student_id   BIGINT NOT NULL,
    direction    TEXT   NOT NULL CHECK (direction IN ('in', 'out')),
    other_school TEXT   NOT NULL,
    day          TEXT   NOT NULL,
    decision     TEXT   NOT NULL,
    carried      TEXT   NOT NULL,  -- JSON: marks, absences and documents issued, in the form of a transfer package
    PRIMARY KEY (school_id, transfer_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX transfer_by_student ON transfer (school_id, student_id, day);

CREATE TABLE exemption (
    school_id      BIGINT NOT NULL,
    exemption_id   BIGINT NOT NULL,
    student_id     BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    subject        TEXT   NOT NULL,
    ground         TEXT   NOT NULL,  -- as the regulation lists it: non_muslim, medical …
    document       TEXT   NOT NULL,  -- number and day of the paper that proves it; never its content
    first_day      TEXT   NOT NULL,
    ended_on       TEXT,
    PRIMARY KEY (school_id, exemption_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX exemption_by_student ON exemption (school_id, student_id, school_year_id);

CREATE TABLE student_merge (
    school_id        BIGINT NOT NULL,
    student_merge_id BIGINT NOT NULL,
    kept_id          BIGINT NOT NULL,
    merged_id        BIGINT NOT NULL,
    reason           TEXT   NOT NULL,
    moved            TEXT   NOT NULL,  -- JSON: which rows were moved, so that the merge can be undone
    merged_at        TEXT   NOT NULL,
    merged_by        BIGINT NOT NULL,
    undone_at        TEXT,
    undone_by        BIGINT,
    PRIMARY KEY (school_id, student_merge_id),
    FOREIGN KEY (school_id, kept_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, merged_id) REFERENCES student (school_id, student_id),
    CHECK (kept_id <> merged_id)
);

-- A student who learns at another school for a while, or is a guest of this one: PG-10.A. Steps are facts; the newest stands.
CREATE TABLE temporary_study (
    school_id          BIGINT NOT NULL,
    temporary_study_id BIGINT NOT NULL,
    student_id         BIGINT NOT NULL,
    side               TEXT   NOT NULL CHECK (side IN ('home', 'host')),
    other_school       TEXT   NOT NULL,
    place              TEXT   NOT NULL,
    reason             TEXT   NOT NULL CHECK (reason IN ('mission', 'holiday')),
    guardian_id        BIGINT,           -- who asked; at home
    first_day          TEXT   NOT NULL,
    last_day           TEXT   NOT NULL,
    form               TEXT   NOT NULL,  -- number of the statement form that a guest brings
    recorded_at        TEXT   NOT NULL,
    recorded_by        BIGINT NOT NULL,
    PRIMARY KEY (school_id, temporary_study_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, guardian_id),
    CHECK (first_day <= last_day)
);
CREATE INDEX temporary_study_by_student ON temporary_study (school_id, student_id, first_day);

CREATE TABLE temporary_study_step (
    school_id               BIGINT NOT NULL,
    temporary_study_step_id BIGINT NOT NULL,
    temporary_study_id      BIGINT NOT NULL,
    kind                    TEXT   NOT NULL CHECK (kind IN ('approved', 'refused', 'received', 'opened', 'result_sent', 'closed')),
    reference               TEXT   NOT NULL,  -- number of the form, the letter or the seal
    digest                  TEXT   NOT NULL,  -- of what lies under the seal
    signed_by               TEXT   NOT NULL,  -- who signed for the envelope
    day                     TEXT   NOT NULL,
    recorded_at             TEXT   NOT NULL,
    recorded_by             BIGINT NOT NULL,
    PRIMARY KEY (school_id, temporary_study_step_id),
    FOREIGN KEY (school_id, temporary_study_id) REFERENCES temporary_study (school_id, temporary_study_id)
);
CREATE INDEX temporary_study_step_by_study ON temporary_study_step (school_id, temporary_study_id, temporary_study_step_id);
