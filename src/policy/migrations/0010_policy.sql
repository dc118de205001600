-- 0010 policy
--
-- Why:      a ministry sets a value of a regulation from a day on, with its source; somebody else approves it. Both rows
--           stay for good: what was in force on a day can always be told. Of the installation, not of one school.
-- Backends: the same text runs on SQLite and PostgreSQL.
-- Old rows: none.

CREATE TABLE parameter_proposal (
    parameter_proposal_id BIGINT NOT NULL PRIMARY KEY,
    regulation            TEXT   NOT NULL,
    parameter             TEXT   NOT NULL,  -- "passing.b_floor_share"
    is_list               BIGINT NOT NULL CHECK (is_list IN (0, 1)),
    value                 TEXT   NOT NULL,  -- as a parameter file writes it; entries of a list on lines of their own
    first_day             TEXT   NOT NULL,  -- from which it binds
    source                TEXT   NOT NULL,  -- number and day of the decision, as it is cited
    reason                TEXT   NOT NULL,  -- for who decides; may be empty
    proposed_at           TEXT   NOT NULL,
    proposed_by           BIGINT NOT NULL REFERENCES account (account_id),
    proposed_as           TEXT   NOT NULL
);

-- What became of it, once. An approved value stands in the place of an earlier one of the same day.
CREATE TABLE parameter_decision (
    parameter_proposal_id BIGINT NOT NULL PRIMARY KEY REFERENCES parameter_proposal (parameter_proposal_id),
    parameter_decision_id BIGINT NOT NULL UNIQUE,  -- in the order in which they were taken
    outcome               TEXT   NOT NULL CHECK (outcome IN ('approved', 'refused', 'withdrawn')),
    note                  TEXT   NOT NULL,
    decided_at            TEXT   NOT NULL,
    decided_by            BIGINT NOT NULL REFERENCES account (account_id),
    decided_as            TEXT   NOT NULL
);
