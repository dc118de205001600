-- 0007 committees
--
-- Why:      what the rules leave to a committee's decision (SR-5.3, SR-7.3, SR-9.1, PG-1.63, KW-16, KW-31): who sat, what
--           they decided and why, who signed, and which authority approved.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.
--
-- Cases, decisions, signatures and approvals are facts: nothing of them is changed or deleted, the newest one stands.

CREATE TABLE committee (
    school_id    BIGINT NOT NULL REFERENCES school (school_id),
    committee_id BIGINT NOT NULL,
    kind         TEXT   NOT NULL CHECK (kind IN ('guidance', 'special_cases', 'other')),
    name_ar      TEXT   NOT NULL,
    name_en      TEXT   NOT NULL,
    decision     TEXT   NOT NULL,  -- number and day of the decision that set it up
    PRIMARY KEY (school_id, committee_id),
    UNIQUE (school_id, name_ar)
);

CREATE TABLE committee_member (
    school_id           BIGINT NOT NULL,
    committee_member_id BIGINT NOT NULL,
    committee_id        BIGINT NOT NULL,
    staff_member_id     BIGINT NOT NULL,
    role                TEXT   NOT NULL CHECK (role IN ('chair', 'vice_chair', 'member', 'secretary')),
    first_day           TEXT   NOT NULL,
    last_day            TEXT,
    decision            TEXT   NOT NULL,
    version             BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (school_id, committee_member_id),
    FOREIGN KEY (school_id, committee_id) REFERENCES committee (school_id, committee_id),
    FOREIGN KEY (school_id, staff_member_id) REFERENCES staff_member (school_id, staff_member_id),
    CHECK (last_day IS NULL OR last_day >= first_day)
);
CREATE INDEX committee_member_by_committee ON committee_member (school_id, committee_id, first_day);

CREATE TABLE committee_case (
    school_id      BIGINT NOT NULL,
    case_id        BIGINT NOT NULL,
    committee_id   BIGINT NOT NULL,
    student_id     BIGINT NOT NULL,
    school_year_id BIGINT NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('guidance', 'exceptional', 'promotion', 'extension', 'affiliation', 'excuse', 'accommodation', 'referral', 'no_text')),
    fact           TEXT   NOT NULL,  -- what it was opened from, by its number: "excuse 731…"
    type           TEXT   NOT NULL,  -- of an exceptional case: emergency, inpatient …; else empty
    person         TEXT   NOT NULL CHECK (person IN ('', 'student', 'parent')),
    first_day      TEXT,
    last_day       TEXT,
    opened_on      TEXT   NOT NULL,
    opened_at      TEXT   NOT NULL,
    opened_by      BIGINT NOT NULL,
    role           TEXT   NOT NULL,
    PRIMARY KEY (school_id, case_id),
    FOREIGN KEY (school_id, committee_id) REFERENCES committee (school_id, committee_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, school_year_id) REFERENCES school_year (school_id, school_year_id),
    CHECK ((kind = 'exceptional') = (type <> ''))
);
CREATE INDEX committee_case_by_student ON committee_case (school_id, student_id, school_year_id, kind);
CREATE INDEX committee_case_by_committee ON committee_case (school_id, committee_id, case_id);

-- The number of a paper. What it says of an illness is kept nowhere.
CREATE TABLE case_document (
    school_id        BIGINT NOT NULL,
    case_document_id BIGINT NOT NULL,
    case_id          BIGINT NOT NULL,
    number           TEXT   NOT NULL,
    PRIMARY KEY (school_id, case_document_id),
    FOREIGN KEY (school_id, case_id) REFERENCES committee_case (school_id, case_id)
);
CREATE INDEX case_document_by_case ON case_document (school_id, case_id);

CREATE TABLE case_decision (
    school_id        BIGINT NOT NULL,
    case_decision_id BIGINT NOT NULL,
    case_id          BIGINT NOT NULL,
    decision         TEXT   NOT NULL,  -- PRIMARY_PROMOTED, PRIMARY_RETAINED, PRIMARY_SUPPORT, approved, refused
    members          BIGINT NOT NULL,  -- who may vote, those in conflict too
    conflicted       BIGINT NOT NULL,
    present          BIGINT NOT NULL,
    chair_present    BIGINT NOT NULL CHECK (chair_present IN (0, 1)),
    chair_vote       TEXT   NOT NULL,  -- empty: none
    programme        TEXT   NOT NULL,  -- of PRIMARY_SUPPORT
    reasons          TEXT   NOT NULL,
    changed_because  TEXT   NOT NULL,  -- why it stands in the place of an earlier one; empty for the first
    decided_on       TEXT   NOT NULL,
    digest           BYTEA  NOT NULL,  -- over all of this and the votes: what is signed
    recorded_at      TEXT   NOT NULL,
    recorded_by      BIGINT NOT NULL,
    role             TEXT   NOT NULL,
    PRIMARY KEY (school_id, case_decision_id),
    FOREIGN KEY (school_id, case_id) REFERENCES committee_case (school_id, case_id)
);
CREATE INDEX case_decision_by_case ON case_decision (school_id, case_id, case_decision_id);

CREATE TABLE case_attendance (
    school_id        BIGINT NOT NULL,
    case_decision_id BIGINT NOT NULL,
    staff_member_id  BIGINT NOT NULL,
    is_conflicted    BIGINT NOT NULL CHECK (is_conflicted IN (0, 1)),
    vote             TEXT   NOT NULL,  -- empty: abstained
    PRIMARY KEY (school_id, case_decision_id, staff_member_id),
    FOREIGN KEY (school_id, case_decision_id) REFERENCES case_decision (school_id, case_decision_id),
    FOREIGN KEY (school_id, staff_member_id) REFERENCES staff_member (school_id, staff_member_id)
);

CREATE TABLE case_signature (
    school_id        BIGINT NOT NULL,
    case_decision_id BIGINT NOT NULL,
    staff_member_id  BIGINT NOT NULL,
    digest           BYTEA  NOT NULL,  -- what was signed
    signed_at        TEXT   NOT NULL,
    signed_by        BIGINT NOT NULL,
    PRIMARY KEY (school_id, case_decision_id, staff_member_id),
    FOREIGN KEY (school_id, case_decision_id, staff_member_id) REFERENCES case_attendance (school_id, case_decision_id, staff_member_id)
);

-- KW-16.1, KW-18.4: the educational district's word, and the ministry's committee's; of the school's head that an approved
-- case lapsed, or stands again. The newest of each level stands.
CREATE TABLE case_approval (
    school_id        BIGINT NOT NULL,
    case_approval_id BIGINT NOT NULL,
    case_id          BIGINT NOT NULL,
    level            TEXT   NOT NULL CHECK (level IN ('educational_district', 'ministry_committee', 'school_head')),
    judgement        TEXT   NOT NULL CHECK (judgement IN ('approved', 'refused', 'lapsed', 'stands')),
    reference        TEXT   NOT NULL,  -- number and day of the authority's letter
    decided_on       TEXT   NOT NULL,
    recorded_at      TEXT   NOT NULL,
    recorded_by      BIGINT NOT NULL,
    role             TEXT   NOT NULL,
    PRIMARY KEY (school_id, case_approval_id),
    CHECK ((level = 'school_head') = (judgement IN ('lapsed', 'stands'))),
    FOREIGN KEY (school_id, case_id) REFERENCES committee_case (school_id, case_id)
);
CREATE INDEX case_approval_by_case ON case_approval (school_id, case_id, case_approval_id);
