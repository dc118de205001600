-- 0005 marks
--
-- Why:      mark sheets and their columns; the ledger of marks, in which an entry is never changed or deleted; the
--           signatures under a sheet; corrections after them; the days on which marks may be entered.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

CREATE TABLE mark_sheet (
    school_id      BIGINT NOT NULL,
    mark_sheet_id  BIGINT NOT NULL,
    class_id       BIGINT NOT NULL,
    subject        TEXT   NOT NULL,
    term           BIGINT NOT NULL CHECK (term BETWEEN 0 AND 3),  -- 0: the whole year
    part           TEXT   NOT NULL CHECK (part IN ('formative', 'final', 'coursework', 'exam', 'second_round',
                       'placement', 'performance', 'oral', 'skills')),
    scheme         TEXT   NOT NULL,  -- the assessment scheme its columns come from
    title_ar       TEXT   NOT NULL,
    title_en       TEXT   NOT NULL,
    settings       TEXT   NOT NULL,  -- JSON: what holds for all columns: allowed tools, last day of judgements
    version        BIGINT NOT NULL DEFAULT 1,  -- one more with every change of the sheet or its cells
    created_at     TEXT   NOT NULL,
    PRIMARY KEY (school_id, mark_sheet_id),
    UNIQUE (school_id, class_id, subject, term, part),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id)
);

CREATE TABLE sheet_column (
    school_id     BIGINT NOT NULL,
    mark_sheet_id BIGINT NOT NULL,
    column_key    TEXT   NOT NULL,
    label_ar      TEXT   NOT NULL,
    label_en      TEXT   NOT NULL,
    kind          TEXT   NOT NULL CHECK (kind IN ('mark', 'level', 'unit_score', 'judgement')),
    maximum_centi BIGINT NOT NULL CHECK (maximum_centi >= 0),  -- of a judgement 0
    step_centi    BIGINT NOT NULL CHECK (step_centi > 0),
    repeats       BIGINT NOT NULL CHECK (repeats BETWEEN 1 AND 99),  -- dated measures that a cell may have
    needed        TEXT   NOT NULL CHECK (needed IN ('each', 'one_of', 'none')),  -- for the teacher's signature
    need_group    TEXT   NOT NULL,   -- of one_of: one column of the group is enough
    make_up       TEXT   NOT NULL CHECK (make_up IN ('plain', 'after_practice')),
    is_minimum    BIGINT NOT NULL CHECK (is_minimum IN (0, 1)),
    position      BIGINT NOT NULL,
    settings      TEXT   NOT NULL,   -- JSON: where the value stands in the regulation's student-year
    PRIMARY KEY (school_id, mark_sheet_id, column_key),
    UNIQUE (school_id, mark_sheet_id, position),
    FOREIGN KEY (school_id, mark_sheet_id) REFERENCES mark_sheet (school_id, mark_sheet_id)
);

-- The ledger. A newer value is a newer row that names the one it replaces; no row is replaced twice.
CREATE TABLE mark_entry (
    school_id          BIGINT NOT NULL,
    mark_entry_id      BIGINT NOT NULL,
    mark_sheet_id      BIGINT NOT NULL,
    student_id         BIGINT NOT NULL,
    column_key         TEXT   NOT NULL,
    occurrence         BIGINT NOT NULL CHECK (occurrence BETWEEN 1 AND 99),
    version            BIGINT NOT NULL CHECK (version > 0),  -- of the cell, counted from 1
    sheet_version      BIGINT NOT NULL,                      -- of the sheet, with this entry in it
    mark_centi         BIGINT CHECK (mark_centi >= 0),
    level              BIGINT CHECK (level >= 0),
    judgement          TEXT CHECK (judgement IN ('mastered', 'not_mastered')),
    status             TEXT CHECK (status IN ('excused', 'unexcused', 'absent', 'exempt', 'withheld',
                           'cancelled_for_cheating', 'not_yet', 'cleared')),
    assessed_on        TEXT,
    missed_on          TEXT,             -- the day missed, when this is its make-up or says why there is no mark
    practised_on       TEXT,             -- the missed activities were practised: KW-15.A.E1
    tool               TEXT   NOT NULL,  -- of a judgement
    note               TEXT   NOT NULL,
    layer              TEXT   NOT NULL CHECK (layer IN ('teacher', 'reviewer', 'final_reviewer')),
    origin             TEXT   NOT NULL CHECK (origin IN ('entry', 'correction', 'carried', 'merged')),
    source             TEXT   NOT NULL,  -- of what was carried: the transfer or entry it came from; a decision's number
    replaces           BIGINT,
    reason             TEXT   NOT NULL,  -- of a correction, one of the list: SR-3.1
    mark_correction_id BIGINT,
    entered_by         BIGINT NOT NULL,  -- account
    entered_person     BIGINT NOT NULL,
    entered_as         TEXT   NOT NULL,  -- role
    entered_at         TEXT   NOT NULL,
    PRIMARY KEY (school_id, mark_entry_id),
    UNIQUE (school_id, mark_sheet_id, student_id, column_key, occurrence, version),
    UNIQUE (school_id, replaces),
    FOREIGN KEY (school_id, mark_sheet_id, column_key) REFERENCES sheet_column (school_id, mark_sheet_id, column_key),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, replaces) REFERENCES mark_entry (school_id, mark_entry_id),
    CHECK ((CASE WHEN mark_centi IS NULL THEN 0 ELSE 1 END) + (CASE WHEN level IS NULL THEN 0 ELSE 1 END) +
           (CASE WHEN judgement IS NULL THEN 0 ELSE 1 END) + (CASE WHEN status IS NULL THEN 0 ELSE 1 END) = 1),
    CHECK ((version = 1) = (replaces IS NULL)),
    CHECK ((origin = 'correction') = (mark_correction_id IS NOT NULL))
);

-- The last entry of each cell, with what a sheet shows of it. Made from the ledger, and made anew from it at any time.
CREATE TABLE mark_cell (
    school_id     BIGINT NOT NULL,
    mark_sheet_id BIGINT NOT NULL,
    student_id    BIGINT NOT NULL,
    column_key    TEXT   NOT NULL,
    occurrence    BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    mark_entry_id BIGINT NOT NULL,
    mark_centi    BIGINT,
    level         BIGINT,
    judgement     TEXT,
    status        TEXT,
    assessed_on   TEXT,
    layer         TEXT   NOT NULL,
    origin        TEXT   NOT NULL,
    PRIMARY KEY (school_id, mark_sheet_id, student_id, column_key, occurrence),
    FOREIGN KEY (school_id, mark_entry_id) REFERENCES mark_entry (school_id, mark_entry_id)
);
CREATE INDEX mark_cell_by_student ON mark_cell (school_id, student_id, mark_sheet_id);

-- A signature under everything that stood in the sheet at one of its versions.
CREATE TABLE sheet_signature (
    school_id          BIGINT NOT NULL,
    sheet_signature_id BIGINT NOT NULL,
    mark_sheet_id      BIGINT NOT NULL,
    kind               TEXT   NOT NULL CHECK (kind IN ('teacher', 'reviewer')),
    sheet_version      BIGINT NOT NULL,
    digest             BYTEA  NOT NULL,
    cells              BIGINT NOT NULL,
    signed_by          BIGINT NOT NULL,
    signed_person      BIGINT NOT NULL,
    signed_as          TEXT   NOT NULL,
    signed_at          TEXT   NOT NULL,
    PRIMARY KEY (school_id, sheet_signature_id),
    FOREIGN KEY (school_id, mark_sheet_id) REFERENCES mark_sheet (school_id, mark_sheet_id)
);
CREATE INDEX sheet_signature_by_sheet ON sheet_signature (school_id, mark_sheet_id, sheet_signature_id);

CREATE TABLE signature_withdrawal (
    school_id          BIGINT NOT NULL,
    sheet_signature_id BIGINT NOT NULL,
    reason             TEXT   NOT NULL,
    withdrawn_by       BIGINT NOT NULL,
    withdrawn_person   BIGINT NOT NULL,
    withdrawn_at       TEXT   NOT NULL,
    PRIMARY KEY (school_id, sheet_signature_id),
    FOREIGN KEY (school_id, sheet_signature_id) REFERENCES sheet_signature (school_id, sheet_signature_id)
);

-- The sheet went into a publication of results; written by the room `results`.
CREATE TABLE sheet_publication (
    school_id      BIGINT NOT NULL,
    mark_sheet_id  BIGINT NOT NULL,
    publication_id BIGINT NOT NULL,
    published_at   TEXT   NOT NULL,
    PRIMARY KEY (school_id, mark_sheet_id, publication_id),
    FOREIGN KEY (school_id, mark_sheet_id) REFERENCES mark_sheet (school_id, mark_sheet_id)
);

-- What somebody asks to have changed in a signed sheet.
CREATE TABLE mark_correction (
    school_id          BIGINT NOT NULL,
    mark_correction_id BIGINT NOT NULL,
    mark_sheet_id      BIGINT NOT NULL,
    student_id         BIGINT NOT NULL,
    column_key         TEXT   NOT NULL,
    occurrence         BIGINT NOT NULL,
    based_on           BIGINT NOT NULL,  -- version of the cell; 0: it was empty
    mark_centi         BIGINT,
    level              BIGINT,
    judgement          TEXT,
    status             TEXT,
    assessed_on        TEXT,
    missed_on          TEXT,
    practised_on       TEXT,
    tool               TEXT   NOT NULL,
    layer              TEXT   NOT NULL,
    reason             TEXT   NOT NULL CHECK (reason IN ('marking_error', 'sum_error', 'transcription_error',
                           'make_up_sitting', 'review_committee', 'cheating_decision', 'cancelled_question')),
    evidence           TEXT   NOT NULL,
    report_number      TEXT   NOT NULL,  -- of the minutes, where the reason is a decision
    requested_by       BIGINT NOT NULL,
    requested_person   BIGINT NOT NULL,
    requested_as       TEXT   NOT NULL,
    requested_at       TEXT   NOT NULL,
    PRIMARY KEY (school_id, mark_correction_id),
    FOREIGN KEY (school_id, mark_sheet_id, column_key) REFERENCES sheet_column (school_id, mark_sheet_id, column_key),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX mark_correction_by_cell ON mark_correction (school_id, mark_sheet_id, student_id, column_key, occurrence);

CREATE TABLE correction_decision (
    school_id          BIGINT NOT NULL,
    mark_correction_id BIGINT NOT NULL,
    decision           TEXT   NOT NULL CHECK (decision IN ('approved', 'refused')),
    note               TEXT   NOT NULL,
    mark_entry_id      BIGINT,           -- the entry that the approval made
    decided_by         BIGINT NOT NULL,
    decided_person     BIGINT NOT NULL,
    decided_as         TEXT   NOT NULL,
    decided_at         TEXT   NOT NULL,
    PRIMARY KEY (school_id, mark_correction_id),
    FOREIGN KEY (school_id, mark_correction_id) REFERENCES mark_correction (school_id, mark_correction_id),
    FOREIGN KEY (school_id, mark_entry_id) REFERENCES mark_entry (school_id, mark_entry_id),
    CHECK ((decision = 'approved') = (mark_entry_id IS NOT NULL))
);

-- The days on which marks of a part may be entered.
CREATE TABLE entry_window (
    school_id       BIGINT NOT NULL,
    entry_window_id BIGINT NOT NULL,
    school_year_id  BIGINT NOT NULL,
    term            BIGINT NOT NULL CHECK (term BETWEEN 0 AND 3),
    part            TEXT   NOT NULL,  -- empty: every part
    grade           BIGINT NOT NULL CHECK (grade BETWEEN 0 AND 12),  -- 0: every grade
    subject         TEXT   NOT NULL,  -- empty: every subject
    first_day       TEXT   NOT NULL,
    last_day        TEXT   NOT NULL,
    version         BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, entry_window_id),
    UNIQUE (school_id, school_year_id, term, part, grade, subject),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    CHECK (last_day >= first_day)
);

-- A named person may enter into a sheet until a day although its window is closed.
CREATE TABLE entry_exception (
    school_id          BIGINT NOT NULL,
    entry_exception_id BIGINT NOT NULL,
    mark_sheet_id      BIGINT NOT NULL,
    staff_member_id    BIGINT NOT NULL,
    last_day           TEXT   NOT NULL,
    reason             TEXT   NOT NULL,
    granted_by         BIGINT NOT NULL,
    granted_person     BIGINT NOT NULL,
    granted_at         TEXT   NOT NULL,
    PRIMARY KEY (school_id, entry_exception_id),
    FOREIGN KEY (school_id, mark_sheet_id) REFERENCES mark_sheet (school_id, mark_sheet_id),
    FOREIGN KEY (school_id, staff_member_id) REFERENCES staff_member (school_id, staff_member_id)
);
CREATE INDEX entry_exception_by_sheet ON entry_exception (school_id, mark_sheet_id, staff_member_id);

-- The day on which a skill was taught: PG-1.17. The latest row stands.
CREATE TABLE skill_lesson (
    school_id       BIGINT NOT NULL,
    skill_lesson_id BIGINT NOT NULL,
    mark_sheet_id   BIGINT NOT NULL,
    column_key      TEXT   NOT NULL,
    taught_on       TEXT   NOT NULL,
    entered_by      BIGINT NOT NULL,
    entered_at      TEXT   NOT NULL,
    PRIMARY KEY (school_id, skill_lesson_id),
    FOREIGN KEY (school_id, mark_sheet_id, column_key) REFERENCES sheet_column (school_id, mark_sheet_id, column_key)
);
CREATE INDEX skill_lesson_by_sheet ON skill_lesson (school_id, mark_sheet_id, column_key, skill_lesson_id);

-- The periodic reports of a class that is judged by skills: SR-5.2, PG-1.43.
CREATE TABLE mastery_report (
    school_id BIGINT NOT NULL,
    class_id  BIGINT NOT NULL,
    number    BIGINT NOT NULL CHECK (number BETWEEN 1 AND 4),
    day       TEXT   NOT NULL,
    version   BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, class_id, number),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id)
);

-- What the class head wrote into one student's report. The latest row stands.
CREATE TABLE mastery_remark (
    school_id            BIGINT NOT NULL,
    mastery_remark_id    BIGINT NOT NULL,
    class_id             BIGINT NOT NULL,
    number               BIGINT NOT NULL,
    student_id           BIGINT NOT NULL,
    remarks              TEXT   NOT NULL,
    confirmed_unassessed TEXT   NOT NULL,  -- JSON list of columns that he confirmed as not judged
    written_by           BIGINT NOT NULL,
    written_person       BIGINT NOT NULL,
    written_at           TEXT   NOT NULL,
    PRIMARY KEY (school_id, mastery_remark_id),
    FOREIGN KEY (school_id, class_id, number) REFERENCES mastery_report (school_id, class_id, number),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX mastery_remark_by_report ON mastery_remark (school_id, class_id, number, student_id, mastery_remark_id);

-- The class head's final opinion of a student who is judged by skills: PG-1.60. The latest row stands.
CREATE TABLE card_opinion (
    school_id       BIGINT NOT NULL,
    card_opinion_id BIGINT NOT NULL,
    class_id        BIGINT NOT NULL,
    student_id      BIGINT NOT NULL,
    written_by      BIGINT NOT NULL,  -- account
    written_person  BIGINT NOT NULL,
    written_at      TEXT   NOT NULL,
    option          TEXT   NOT NULL CHECK (option IN ('a', 'b', 'c')),
    remarks         TEXT   NOT NULL,  -- JSON list of the guide's codes
    text            TEXT   NOT NULL,
    PRIMARY KEY (school_id, card_opinion_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX card_opinion_by_student ON card_opinion (school_id, student_id, card_opinion_id);

-- What is said of a subject in words: PG-1.61, PG-1.62, KW-T-REPORT. The latest row of a report, subject and heading stands.
CREATE TABLE card_description (
    school_id           BIGINT NOT NULL,
    card_description_id BIGINT NOT NULL,
    class_id            BIGINT NOT NULL,
    student_id          BIGINT NOT NULL,
    written_by          BIGINT NOT NULL,
    written_person      BIGINT NOT NULL,
    written_at          TEXT   NOT NULL,
    number              BIGINT NOT NULL CHECK (number BETWEEN 1 AND 4),  -- of the report; of a Kuwaiti card the term
    subject             TEXT   NOT NULL,
    heading             TEXT   NOT NULL,
    text                TEXT   NOT NULL,
    PRIMARY KEY (school_id, card_description_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX card_description_by_student ON card_description (school_id, student_id, card_description_id);

-- Somebody was spoken to about a missing skill in the last weeks: PG-1.57.
CREATE TABLE final_contact (
    school_id        BIGINT NOT NULL,
    final_contact_id BIGINT NOT NULL,
    class_id         BIGINT NOT NULL,
    student_id       BIGINT NOT NULL,
    written_by       BIGINT NOT NULL,
    written_person   BIGINT NOT NULL,
    written_at       TEXT   NOT NULL,
    skill            TEXT   NOT NULL,
    spoken_with      TEXT   NOT NULL CHECK (spoken_with IN ('guardian', 'committee')),
    day              TEXT   NOT NULL,
    note             TEXT   NOT NULL,
    PRIMARY KEY (school_id, final_contact_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX final_contact_by_student ON final_contact (school_id, student_id, final_contact_id);

-- A student was referred to a programme of support: PG-1.48.
CREATE TABLE support_referral (
    school_id           BIGINT NOT NULL,
    support_referral_id BIGINT NOT NULL,
    class_id            BIGINT NOT NULL,
    student_id          BIGINT NOT NULL,
    written_by          BIGINT NOT NULL,
    written_person      BIGINT NOT NULL,
    written_at          TEXT   NOT NULL,
    difficulty          TEXT   NOT NULL,
    evidence            TEXT   NOT NULL,
    referred_to         TEXT   NOT NULL CHECK (referred_to IN ('guidance_committee', 'special_education')),
    day                 TEXT   NOT NULL,
    PRIMARY KEY (school_id, support_referral_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id)
);
CREATE INDEX support_referral_by_student ON support_referral (school_id, student_id, support_referral_id);

-- What holds for one student's marks in a year alone, by a decision: PG-9.2, SR-6.5, KW-15.A.E1. The latest row of a kind,
-- subject, term and item stands.
CREATE TABLE mark_provision (
    school_id         BIGINT NOT NULL,
    mark_provision_id BIGINT NOT NULL,
    student_id        BIGINT NOT NULL,
    school_year_id    BIGINT NOT NULL,
    kind              TEXT   NOT NULL CHECK (kind IN ('exam_only_term', 'minimum_mark', 'excluded_competency')),
    subject           TEXT   NOT NULL,  -- empty: every subject
    term              BIGINT NOT NULL CHECK (term BETWEEN 0 AND 2),  -- 0: the year
    item              TEXT   NOT NULL,  -- the number of a competency
    value             TEXT   NOT NULL,  -- a minimum mark, or 'none'
    decision          TEXT   NOT NULL,  -- number and day
    is_in_force       BIGINT NOT NULL CHECK (is_in_force IN (0, 1)),
    recorded_by       BIGINT NOT NULL,
    recorded_person   BIGINT NOT NULL,
    recorded_as       TEXT   NOT NULL,
    recorded_at       TEXT   NOT NULL,
    PRIMARY KEY (school_id, mark_provision_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX mark_provision_by_student ON mark_provision (school_id, student_id, school_year_id, mark_provision_id);
CREATE INDEX mark_provision_by_kind ON mark_provision (school_id, school_year_id, kind, mark_provision_id);
