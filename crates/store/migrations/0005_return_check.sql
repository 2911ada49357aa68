-- Checks of a yearly return that were kept: the ledger of the rules, the rows at fault, and why some findings stand.

CREATE TABLE return_check (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    -- The year ending 31 March.
    year BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    -- None on the command line.
    account_id UUID,
    -- "files" or "records".
    source TEXT NOT NULL,
    -- What was read, what was looked up, and what became of every rule, as JSON: casework knows what is in it.
    summary TEXT NOT NULL,
    signed_off_at BIGINT,
    signed_off_by TEXT,
    signed_off_account UUID,
    -- What was said and what was open then, as JSON.
    sign_off TEXT
);
CREATE INDEX return_check_by_authority ON return_check (authority, made_at);

CREATE TABLE return_check_row (
    check_id UUID NOT NULL REFERENCES return_check (id),
    number BIGINT NOT NULL,
    -- 0 for the year of the return, 1 for the year before.
    years_ago BIGINT NOT NULL,
    table_name TEXT NOT NULL,
    -- Data rows of the table, counted from 0, and the line of the file.
    row_number BIGINT NOT NULL,
    line BIGINT NOT NULL,
    file TEXT NOT NULL,
    child TEXT NOT NULL,
    -- What is written in each cell, by column, and the codes of the rules that flagged the row, as JSON.
    cells TEXT NOT NULL,
    rules TEXT NOT NULL,
    PRIMARY KEY (check_id, number)
);
CREATE INDEX return_check_row_by_child ON return_check_row (check_id, child, number);

CREATE TABLE return_check_finding (
    check_id UUID NOT NULL REFERENCES return_check (id),
    rule TEXT NOT NULL,
    number BIGINT NOT NULL,
    -- The same in every check in which it is the same finding.
    identity TEXT NOT NULL,
    PRIMARY KEY (check_id, rule, number)
);
CREATE INDEX return_check_finding_by_identity ON return_check_finding (check_id, identity);
CREATE INDEX return_check_finding_by_row ON return_check_finding (check_id, number);

CREATE TABLE return_note (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    year BIGINT NOT NULL,
    identity TEXT NOT NULL,
    rule TEXT NOT NULL,
    -- The child as the return calls it.
    child TEXT NOT NULL,
    reason TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    noted_by TEXT NOT NULL,
    noted_account UUID,
    agreed_at BIGINT,
    agreed_by TEXT,
    agreed_account UUID,
    withdrawn_at BIGINT,
    withdrawn_by TEXT
);
CREATE UNIQUE INDEX return_note_current ON return_note (authority, year, identity) WHERE withdrawn_at IS NULL;
