-- 0017 paper entries
--
-- Why:      of some kinds a student may have several papers in a year, each about one entry of the record, as of an honour;
--           the register says which entry a document was issued for.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: documents issued before are about no entry: the new column stays empty.

-- What of several of one kind a document is about: the entry of the record, named by the kind's own room.
ALTER TABLE issued_document ADD COLUMN paper_entry BIGINT;
CREATE INDEX issued_document_by_entry ON issued_document (school_id, kind, paper_entry);
