-- 0015 report_notes
--
-- Why:      the report page of the Kuwaiti card has each teacher's note and signature (KW-T-REPORT). The notes stand in
--           card_description, the newest of a student, subject and term; this is the signature under one of them.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: untouched; notes that were written before are unsigned.

CREATE TABLE report_note_signature (
    school_id                BIGINT NOT NULL,
    report_note_signature_id BIGINT NOT NULL,
    class_id                 BIGINT NOT NULL,
    student_id               BIGINT NOT NULL,
    signed_by                BIGINT NOT NULL,  -- account
    signed_person            BIGINT NOT NULL,
    signed_at                TEXT   NOT NULL,
    signed_as                TEXT   NOT NULL,  -- role
    subject                  TEXT   NOT NULL,
    term                     BIGINT NOT NULL CHECK (term BETWEEN 1 AND 3),
    card_description_id      BIGINT,  -- the note that stood there; none: signed without a note
    PRIMARY KEY (school_id, report_note_signature_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id),
    FOREIGN KEY (school_id, student_id) REFERENCES student (school_id, student_id),
    FOREIGN KEY (school_id, card_description_id) REFERENCES card_description (school_id, card_description_id)
);
CREATE INDEX report_note_signature_by_student ON report_note_signature (school_id, student_id, report_note_signature_id);
