-- 0006 attendance
--
-- Why:      who was there, when and why not (KW-20 to KW-25, SR-11.1, SA1447-M11); what followed from it: notices with
--           their receipts (KW-22.6); conduct (SR-13.5, KW-T-BEH, SA1447-M10).
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.
--
-- All of these are facts: nothing is changed or deleted. What is said anew is a newer row, and the newest one stands.

-- That the roll of a class was taken. Whoever has no entry in it was present; where no roll was taken, nothing is known.
CREATE TABLE roll (
    school_id      BIGINT NOT NULL,
    roll_id        BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    class_id       BIGINT NOT NULL,
    day            TEXT   NOT NULL,
    slot           TEXT   NOT NULL CHECK (slot IN ('day', 'assembly', 'period', 'examination')),
    period         BIGINT NOT NULL CHECK (period BETWEEN 0 AND 12),  -- 0 but for a period
    subject        TEXT   NOT NULL,  -- of an examination; else empty
    sitting        TEXT   NOT NULL CHECK (sitting IN ('', 't1', 't2', 'second_round')),
    taken_at       TEXT   NOT NULL,
    taken_by       BIGINT NOT NULL,  -- the account
    role           TEXT   NOT NULL,
    PRIMARY KEY (school_id, roll_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    CHECK ((slot = 'period') = (period > 0)),
    CHECK ((slot = 'examination') = (sitting <> '')),
    CHECK ((slot = 'examination') = (subject <> ''))
);
CREATE INDEX roll_by_class ON roll (school_id, class_id, day, roll_id);

CREATE TABLE attendance_entry (
    school_id           BIGINT NOT NULL,
    attendance_entry_id BIGINT NOT NULL,
    student_id          BIGINT NOT NULL,
    school_year_id      BIGINT NOT NULL,
    roll_id             BIGINT NOT NULL,
    day                 TEXT   NOT NULL,
    slot                TEXT   NOT NULL CHECK (slot IN ('day', 'assembly', 'period', 'examination')),
    period              BIGINT NOT NULL CHECK (period BETWEEN 0 AND 12),
    subject             TEXT   NOT NULL,
    sitting             TEXT   NOT NULL CHECK (sitting IN ('', 't1', 't2', 'second_round')),
    status              TEXT   NOT NULL CHECK (status IN ('present', 'absent', 'late')),
    minutes             BIGINT CHECK (minutes BETWEEN 0 AND 600),  -- of a lateness, where it was written down
    PRIMARY KEY (school_id, attendance_entry_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, roll_id) REFERENCES roll (school_id, roll_id),
    CHECK (minutes IS NULL OR status = 'late')
);
CREATE INDEX attendance_entry_by_student ON attendance_entry (school_id, student_id, school_year_id, day);

-- KW-20.4: the head's word on a day's lateness. While there is none, it counts as not accepted.
CREATE TABLE lateness_judgement (
    school_id             BIGINT NOT NULL,
    lateness_judgement_id BIGINT NOT NULL,
    student_id            BIGINT NOT NULL,
    school_year_id        BIGINT NOT NULL,
    day                   TEXT   NOT NULL,
    judgement             TEXT   NOT NULL CHECK (judgement IN ('accepted', 'refused')),
    reason                TEXT   NOT NULL,
    judged_at             TEXT   NOT NULL,
    judged_by             BIGINT NOT NULL,
    role                  TEXT   NOT NULL,
    PRIMARY KEY (school_id, lateness_judgement_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX lateness_judgement_by_student ON lateness_judgement (school_id, student_id, school_year_id, day);

-- KW-21.1: a guardian asks to take a student out during the day.
CREATE TABLE leave_request (
    school_id      BIGINT NOT NULL,
    leave_id       BIGINT NOT NULL,
    student_id     BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    day            TEXT   NOT NULL,
    first_period   BIGINT NOT NULL CHECK (first_period BETWEEN 1 AND 12),  -- the first one he misses
    ground         TEXT   NOT NULL CHECK (ground IN ('medical_appointment', 'emergency', 'government_visit')),
    requested_by   BIGINT NOT NULL,  -- the guardian
    document       TEXT   NOT NULL,  -- number of the appointment's paper; never its content
    requested_at   TEXT   NOT NULL,
    recorded_by    BIGINT NOT NULL,
    role           TEXT   NOT NULL,
    PRIMARY KEY (school_id, leave_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, requested_by) REFERENCES guardian (school_id, guardian_id)
);
CREATE INDEX leave_request_by_student ON leave_request (school_id, student_id, school_year_id, day);

CREATE TABLE leave_decision (
    school_id         BIGINT NOT NULL,
    leave_decision_id BIGINT NOT NULL,
    leave_id          BIGINT NOT NULL,
    decision          TEXT   NOT NULL CHECK (decision IN ('approved', 'refused', 'left_without_approval')),
    reason            TEXT   NOT NULL,
    collected_by      BIGINT,  -- the guardian who took him along
    decided_at        TEXT   NOT NULL,
    decided_by        BIGINT NOT NULL,
    role              TEXT   NOT NULL,
    PRIMARY KEY (school_id, leave_decision_id),
    FOREIGN KEY (school_id, leave_id) REFERENCES leave_request (school_id, leave_id),
    FOREIGN KEY (school_id, collected_by) REFERENCES guardian (school_id, guardian_id)
);
CREATE INDEX leave_decision_by_leave ON leave_decision (school_id, leave_id, leave_decision_id);

-- KW-25. Of one letter for one student the newest row stands.
CREATE TABLE official_activity (
    school_id            BIGINT NOT NULL,
    official_activity_id BIGINT NOT NULL,
    student_id           BIGINT NOT NULL,
    school_year_id       BIGINT NOT NULL,
    letter               TEXT   NOT NULL,  -- its number and day
    first_day            TEXT   NOT NULL,
    last_day             TEXT   NOT NULL,
    is_withdrawn         BIGINT NOT NULL CHECK (is_withdrawn IN (0, 1)),
    recorded_at          TEXT   NOT NULL,
    recorded_by          BIGINT NOT NULL,
    role                 TEXT   NOT NULL,
    PRIMARY KEY (school_id, official_activity_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    CHECK (first_day <= last_day)
);
CREATE INDEX official_activity_by_student ON official_activity (school_id, student_id, school_year_id);

-- KW-22.5, SR-11.1. What the paper says of an illness is kept nowhere.
CREATE TABLE excuse (
    school_id               BIGINT NOT NULL,
    excuse_id               BIGINT NOT NULL,
    student_id              BIGINT NOT NULL,
    school_year_id          BIGINT NOT NULL,
    first_day               TEXT   NOT NULL,
    last_day                TEXT   NOT NULL,
    kind                    TEXT   NOT NULL CHECK (kind IN ('medical', 'non_medical')),
    document                TEXT   NOT NULL,  -- its number
    on_school_form          BIGINT NOT NULL CHECK (on_school_form IN (0, 1)),
    certifier               TEXT   NOT NULL CHECK (certifier IN ('none', 'health_centre', 'government_hospital', 'private_hospital')),
    school_health_certified BIGINT NOT NULL CHECK (school_health_certified IN (0, 1)),
    submitted_on            TEXT   NOT NULL,
    recorded_at             TEXT   NOT NULL,
    recorded_by             BIGINT NOT NULL,
    role                    TEXT   NOT NULL,
    PRIMARY KEY (school_id, excuse_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    CHECK (first_day <= last_day)
);
CREATE INDEX excuse_by_student ON excuse (school_id, student_id, school_year_id, first_day);

CREATE TABLE excuse_decision (
    school_id          BIGINT NOT NULL,
    excuse_decision_id BIGINT NOT NULL,
    excuse_id          BIGINT NOT NULL,
    judgement          TEXT   NOT NULL CHECK (judgement IN ('accepted', 'refused')),
    after_limit        BIGINT NOT NULL CHECK (after_limit IN (0, 1)),  -- accepted by the head although it came late
    reason             TEXT   NOT NULL,
    decided_at         TEXT   NOT NULL,
    decided_by         BIGINT NOT NULL,
    role               TEXT   NOT NULL,
    PRIMARY KEY (school_id, excuse_decision_id),
    FOREIGN KEY (school_id, excuse_id) REFERENCES excuse (school_id, excuse_id)
);
CREATE INDEX excuse_decision_by_excuse ON excuse_decision (school_id, excuse_id, excuse_decision_id);

-- KW-20.2, KW-22.6, KW-P5-E: what was sent to the guardian and the authorities, with the count on that day.
CREATE TABLE notice (
    school_id      BIGINT NOT NULL,
    notice_id      BIGINT NOT NULL,
    student_id     BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    term           BIGINT NOT NULL CHECK (term BETWEEN 1 AND 3),
    kind           TEXT   NOT NULL,
    unexcused_days BIGINT NOT NULL,
    latenesses     BIGINT NOT NULL,
    issued_on      TEXT   NOT NULL,
    issued_at      TEXT   NOT NULL,
    issued_by      BIGINT NOT NULL,
    role           TEXT   NOT NULL,
    PRIMARY KEY (school_id, notice_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX notice_by_student ON notice (school_id, student_id, school_year_id, term);

-- What became of a notice: the guardian's acknowledgement, the receipt of a registered letter or of a referral, and its
-- withdrawal when the absences behind it were excused later.
CREATE TABLE notice_event (
    school_id       BIGINT NOT NULL,
    notice_event_id BIGINT NOT NULL,
    notice_id       BIGINT NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind IN ('acknowledged', 'posted', 'received', 'withdrawn')),
    day             TEXT   NOT NULL,
    guardian_id     BIGINT,           -- who acknowledged
    reference       TEXT   NOT NULL,  -- of the receipt; the reason of a withdrawal
    recorded_at     TEXT   NOT NULL,
    recorded_by     BIGINT NOT NULL,
    role            TEXT   NOT NULL,
    PRIMARY KEY (school_id, notice_event_id),
    FOREIGN KEY (school_id, notice_id) REFERENCES notice (school_id, notice_id),
    FOREIGN KEY (school_id, guardian_id) REFERENCES guardian (school_id, guardian_id),
    CHECK ((kind = 'acknowledged') = (guardian_id IS NOT NULL))
);
CREATE INDEX notice_event_by_notice ON notice_event (school_id, notice_id, notice_event_id);

-- The school's list of offences, as its ministry gives it out. Of one code the newest row stands.
CREATE TABLE offence (
    school_id   BIGINT NOT NULL REFERENCES school (school_id),
    offence_id  BIGINT NOT NULL,
    code        TEXT   NOT NULL,
    name_ar     TEXT   NOT NULL,
    name_en     TEXT   NOT NULL,
    degree      BIGINT NOT NULL CHECK (degree BETWEEN 1 AND 9),
    is_listed   BIGINT NOT NULL CHECK (is_listed IN (0, 1)),  -- 0: taken off the list
    recorded_at TEXT   NOT NULL,
    recorded_by BIGINT NOT NULL,
    role        TEXT   NOT NULL,
    PRIMARY KEY (school_id, offence_id)
);
CREATE INDEX offence_by_code ON offence (school_id, code, offence_id);

-- SA1447-M10: offences with what was done about them, marks earned back, marks for distinguished behaviour.
CREATE TABLE conduct_entry (
    school_id        BIGINT NOT NULL,
    conduct_entry_id BIGINT NOT NULL,
    student_id       BIGINT NOT NULL,
    school_year_id   BIGINT NOT NULL,
    day              TEXT   NOT NULL,
    kind             TEXT   NOT NULL CHECK (kind IN ('offence', 'recovered', 'distinguished', 'description', 'withdrawal')),
    offence          TEXT   NOT NULL,  -- its code; else empty
    degree           BIGINT NOT NULL,  -- as the list had it on that day; else 0
    mark             TEXT,             -- earned; exact
    action           TEXT   NOT NULL,  -- what was done; the words of a description; the reason of a withdrawal
    withdraws        BIGINT,           -- the entry that no longer counts
    recorded_at      TEXT   NOT NULL,
    recorded_by      BIGINT NOT NULL,
    role             TEXT   NOT NULL,
    PRIMARY KEY (school_id, conduct_entry_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    FOREIGN KEY (school_id, withdraws) REFERENCES conduct_entry (school_id, conduct_entry_id),
    CHECK ((kind = 'withdrawal') = (withdraws IS NOT NULL)),
    CHECK ((kind = 'offence') = (offence <> '')),
    CHECK ((kind IN ('recovered', 'distinguished')) = (mark IS NOT NULL))
);
CREATE INDEX conduct_entry_by_student ON conduct_entry (school_id, student_id, school_year_id, day);

-- KW-T-BEH: the teacher's label for a subject and term. The newest row stands.
CREATE TABLE behaviour_grade (
    school_id          BIGINT NOT NULL,
    behaviour_grade_id BIGINT NOT NULL,
    student_id         BIGINT NOT NULL,
    school_year_id     BIGINT NOT NULL,
    term               BIGINT NOT NULL CHECK (term BETWEEN 1 AND 3),
    subject            TEXT   NOT NULL,
    grade              TEXT   NOT NULL,
    recorded_at        TEXT   NOT NULL,
    recorded_by        BIGINT NOT NULL,
    role               TEXT   NOT NULL,
    PRIMARY KEY (school_id, behaviour_grade_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id)
);
CREATE INDEX behaviour_grade_by_student ON behaviour_grade (school_id, student_id, school_year_id, term, subject);
