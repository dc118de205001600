-- 0009 exchange
--
-- Why:      files that were brought in: who, when, which file, what it came to. The file itself and the list of what it
--           would do are kept only until the import is applied or discarded, or their time is over.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

-- A trial run. What became of it stands in import_event.
CREATE TABLE file_import (
    school_id    BIGINT NOT NULL REFERENCES school (school_id),
    import_id    BIGINT NOT NULL,
    kind         TEXT   NOT NULL CHECK (kind IN ('roster', 'marks', 'attendance')),
    class_id     BIGINT,           -- set where the import is about one class
    subject      TEXT   NOT NULL,  -- of one sheet; else empty
    scope        TEXT   NOT NULL,  -- JSON: the sheets, class, term or first day that were chosen
    file_name    TEXT   NOT NULL,
    file_bytes   BIGINT NOT NULL,
    file_digest  BYTEA  NOT NULL,
    plan_digest  BYTEA  NOT NULL,  -- of everything that the trial would do and of the versions it saw
    records      BIGINT NOT NULL,
    added        BIGINT NOT NULL,
    changed      BIGINT NOT NULL,
    same         BIGINT NOT NULL,
    refused      BIGINT NOT NULL,
    conflicts    BIGINT NOT NULL,
    tried_by     BIGINT NOT NULL,
    tried_person BIGINT NOT NULL,
    tried_as     TEXT   NOT NULL,
    tried_at     TEXT   NOT NULL,
    PRIMARY KEY (school_id, import_id),
    FOREIGN KEY (school_id, class_id) REFERENCES class (school_id, class_id)
);

CREATE TABLE import_event (
    school_id       BIGINT NOT NULL,
    import_event_id BIGINT NOT NULL,
    import_id       BIGINT NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind IN ('applied', 'undone', 'discarded', 'forgotten')),
    good_rows       BIGINT NOT NULL CHECK (good_rows IN (0, 1)),  -- rows with problems were left out
    overwrites      BIGINT NOT NULL CHECK (overwrites IN (0, 1)), -- conflicts were accepted
    records         BIGINT NOT NULL,  -- that were recorded
    left_out        BIGINT NOT NULL,
    done_by         BIGINT NOT NULL,
    done_person     BIGINT NOT NULL,
    done_as         TEXT   NOT NULL,
    done_at         TEXT   NOT NULL,
    PRIMARY KEY (school_id, import_event_id),
    UNIQUE (school_id, import_id, kind),
    FOREIGN KEY (school_id, import_id) REFERENCES file_import (school_id, import_id)
);

-- Deleted when the import is applied or discarded, and after kept_until.
CREATE TABLE import_content (
    school_id  BIGINT NOT NULL,
    import_id  BIGINT NOT NULL,
    content    BYTEA  NOT NULL,  -- the file, compressed
    problems   BYTEA  NOT NULL,  -- one JSON object a line, compressed
    items      BYTEA  NOT NULL,  -- the same
    kept_until TEXT   NOT NULL,
    PRIMARY KEY (school_id, import_id),
    FOREIGN KEY (school_id, import_id) REFERENCES file_import (school_id, import_id)
);
CREATE INDEX import_content_by_time ON import_content (school_id, kept_until);
