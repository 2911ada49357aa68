-- Runs of the better-off calculation that were kept: what was asked and what the answer was, so that it can be had again years later.

CREATE TABLE better_off_run (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    -- None when it was worked out for nobody who is recorded here.
    person_id UUID REFERENCES person (id),
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    -- None on the command line.
    account_id UUID,
    -- The day for which it was worked out.
    as_at DATE NOT NULL,
    rates_version TEXT NOT NULL,
    -- As JSON, like the answer: casework knows what is in them.
    inputs TEXT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX better_off_run_by_person ON better_off_run (person_id, made_at);
CREATE INDEX better_off_run_by_authority ON better_off_run (authority, made_at);
