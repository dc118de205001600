-- 0013 document templates
--
-- Why:      a ministry says how its papers look (head, emblem, colour, a few phrases, who signs), from a moment on and with
--           two who answer for it. A document names the version that it was printed with.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: documents issued before were printed without a template: the new column stays empty.

-- For whom: a country, or one of its directorates, or one school; all kinds of papers, or those named. It stays as it was made.
CREATE TABLE document_template (
    document_template_id BIGINT NOT NULL PRIMARY KEY,
    name                 TEXT   NOT NULL,
    country              TEXT   NOT NULL CHECK (country IN ('KW', 'SA', 'OM')),
    directorate_id       BIGINT REFERENCES directorate (directorate_id),  -- also of one school: its own
    of_school_id         BIGINT REFERENCES school (school_id),
    kinds                TEXT   NOT NULL,  -- names of kinds on lines of their own; empty: all
    made_at              TEXT   NOT NULL,
    made_by              BIGINT NOT NULL,
    made_as              TEXT   NOT NULL,
    CHECK (of_school_id IS NULL OR directorate_id IS NOT NULL)
);

-- What it looks like. Nothing in it is changed: whoever changes something writes the next version.
CREATE TABLE document_template_version (
    document_template_version_id BIGINT NOT NULL PRIMARY KEY,
    document_template_id         BIGINT NOT NULL REFERENCES document_template (document_template_id),
    content                      TEXT   NOT NULL,  -- taqwim.template.1: phrases, accent, who signs
    emblem                       BYTEA,            -- PNG or SVG
    written_at                   TEXT   NOT NULL,
    written_by                   BIGINT NOT NULL,
    written_as                   TEXT   NOT NULL
);
CREATE INDEX document_template_version_by_template
    ON document_template_version (document_template_id, document_template_version_id);

-- What became of a version, each step once.
CREATE TABLE document_template_step (
    document_template_version_id BIGINT NOT NULL
        REFERENCES document_template_version (document_template_version_id),
    step                         TEXT   NOT NULL CHECK (step IN ('proof', 'approved', 'returned', 'withdrawn')),
    live_from                    TEXT,             -- of an approval: from when papers are printed with it
    live_until                   TEXT,             -- and until when; none: until another one
    note                         TEXT   NOT NULL,
    taken_at                     TEXT   NOT NULL,
    taken_by                     BIGINT NOT NULL,
    taken_as                     TEXT   NOT NULL,
    PRIMARY KEY (document_template_version_id, step),
    CHECK ((step = 'approved') = (live_from IS NOT NULL)),
    CHECK (live_until IS NULL OR live_from < live_until)
);

ALTER TABLE issued_document ADD COLUMN template_version_id BIGINT
    REFERENCES document_template_version (document_template_version_id);
