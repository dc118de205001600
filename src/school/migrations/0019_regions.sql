-- 0019 regions
--
-- Why:      a governorate's directorate of education belongs to the general directorate of its region, whose director signs
--           the translations of both (PG-24.TR.1, TR.3).
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: the directorates that are there belong to none.

ALTER TABLE directorate ADD COLUMN region_id BIGINT REFERENCES directorate (directorate_id);
CREATE INDEX directorate_by_region ON directorate (region_id);
