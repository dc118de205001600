-- 0001 schools
--
-- Why:      an installation holds directorates and their schools; a school's year has its calendar, grades, classes,
--           plans and timetable.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

CREATE TABLE directorate (
    directorate_id BIGINT NOT NULL PRIMARY KEY,
    country        TEXT   NOT NULL CHECK (country IN ('KW', 'SA', 'OM')),
    name_ar        TEXT   NOT NULL,
    name_en        TEXT   NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    UNIQUE (country, name_ar)
);

CREATE TABLE school (
    school_id          BIGINT NOT NULL PRIMARY KEY,
    directorate_id     BIGINT NOT NULL REFERENCES directorate (directorate_id),
    ministry_number    TEXT   NOT NULL,  -- as the ministry writes it; unique in its directorate
    name_ar            TEXT   NOT NULL,
    name_en            TEXT   NOT NULL,
    kind               TEXT   NOT NULL CHECK (kind IN ('government', 'private', 'memorisation', 'literacy')),
    shift              TEXT   NOT NULL CHECK (shift IN ('day', 'night')),
    students_sex       TEXT   NOT NULL CHECK (students_sex IN ('boys', 'girls', 'mixed')),
    teachers_sex       TEXT   CHECK (teachers_sex IN ('men', 'women')),  -- KW-32
    first_grade        BIGINT NOT NULL DEFAULT 1,
    last_grade         BIGINT NOT NULL DEFAULT 12,
    utc_offset_minutes BIGINT NOT NULL CHECK (utc_offset_minutes BETWEEN -720 AND 840),
    version            BIGINT NOT NULL DEFAULT 1,
    UNIQUE (directorate_id, ministry_number),
    CHECK (first_grade BETWEEN 1 AND last_grade),
    CHECK (last_grade <= 12)
);

CREATE TABLE school_year (
    school_id      BIGINT NOT NULL REFERENCES school (school_id),
    school_year_id BIGINT NOT NULL,
    name           TEXT   NOT NULL,  -- "2026-2027" or "1448", as the regulation counts it
    first_day      TEXT   NOT NULL,
    last_day       TEXT   NOT NULL,
    sealed_at      TEXT,             -- from then on nothing of the year changes
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, school_year_id),
    UNIQUE (school_id, name),
    CHECK (first_day < last_day)
);

CREATE TABLE term (
    school_id      BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    number         BIGINT NOT NULL CHECK (number BETWEEN 1 AND 3),
    first_day      TEXT   NOT NULL,
    last_day       TEXT   NOT NULL,
    PRIMARY KEY (school_id, school_year_id, number),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    CHECK (first_day < last_day)
);

-- The weekdays on which the school teaches in this year, 0 for Sunday to 6 for Saturday.
CREATE TABLE school_weekday (
    school_id      BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    weekday        BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    PRIMARY KEY (school_id, school_year_id, weekday),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);

-- Days that are not as their weekday says: holidays, and days that are taught instead.
CREATE TABLE calendar_day (
    school_id      BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    day            TEXT   NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('holiday', 'school_day')),
    label          TEXT   NOT NULL,
    PRIMARY KEY (school_id, school_year_id, day),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);

-- The dated points of a year that regulations ask for, by their names there: first_placement, second_round,
-- last_two_months_start, term_1_exams_first_day …
CREATE TABLE calendar_point (
    school_id      BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    name           TEXT   NOT NULL,
    day            TEXT   NOT NULL,
    PRIMARY KEY (school_id, school_year_id, name),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);

CREATE TABLE study_plan (
    school_id      BIGINT NOT NULL,
    study_plan_id  BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    grade          BIGINT NOT NULL CHECK (grade BETWEEN 1 AND 12),
    track          TEXT   NOT NULL,  -- empty where a grade has one plan
    regulation     TEXT   NOT NULL,  -- the rule set that decides this grade: kw_primary_2016, sa_1426, sa_guide, sa_1447
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, study_plan_id),
    UNIQUE (school_id, school_year_id, grade, track),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);

CREATE TABLE plan_subject (
    school_id       BIGINT NOT NULL,
    study_plan_id   BIGINT NOT NULL,
    subject         TEXT   NOT NULL,  -- the regulation's code of the subject
    name_ar         TEXT   NOT NULL,
    name_en         TEXT   NOT NULL,
    subject_group   TEXT   NOT NULL,  -- ISLAMIC, ARABIC, OTHER; empty where the regulation knows no groups
    weekly_periods  BIGINT NOT NULL CHECK (weekly_periods BETWEEN 0 AND 60),
    position        BIGINT NOT NULL,
    settings        TEXT   NOT NULL,  -- JSON: what else the regulation's plan says of the subject (min, arrangement …)
    PRIMARY KEY (school_id, study_plan_id, subject),
    UNIQUE (school_id, study_plan_id, position),
    FOREIGN KEY (school_id, study_plan_id) REFERENCES study_plan (school_id, study_plan_id)
);

CREATE TABLE class (
    school_id      BIGINT NOT NULL,
    class_id       BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    study_plan_id  BIGINT NOT NULL,
    name           TEXT   NOT NULL,
    capacity       BIGINT NOT NULL CHECK (capacity BETWEEN 1 AND 200),
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, class_id),
    UNIQUE (school_id, study_plan_id, name),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, study_plan_id) REFERENCES study_plan (school_id, study_plan_id)
);

-- The times of a school day in a year, stated as a whole: KW-P5-D.
CREATE TABLE bell_schedule (
    school_id      BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, school_year_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);

CREATE TABLE bell_slot (
    school_id      BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('assembly', 'lesson', 'development', 'activity', 'break')),
    period         BIGINT NOT NULL CHECK (period BETWEEN 0 AND 12),  -- of a lesson its number; else 0
    starts         TEXT   NOT NULL,  -- "07:30"
    ends           TEXT   NOT NULL,
    PRIMARY KEY (school_id, school_year_id, position),
    FOREIGN KEY (school_id, school_year_id) REFERENCES bell_schedule (school_id, school_year_id),
    CHECK (starts < ends)
);
