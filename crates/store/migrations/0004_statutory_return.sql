-- Statutory returns that were produced: what was written, from which facts, by whom and by which rules. The facts themselves stay where
-- they are, and as they were known at `known_at` they give the same files again.

CREATE TABLE statutory_return (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    -- The year ending 31 March.
    year BIGINT NOT NULL,
    known_at BIGINT NOT NULL,
    data_version BIGINT NOT NULL,
    produced_at BIGINT NOT NULL,
    produced_by TEXT NOT NULL,
    -- The version of the program and of its rules for producing.
    rules TEXT NOT NULL,
    -- What was asked for beyond the year, as JSON.
    options TEXT NOT NULL,
    -- Each file's name, rows, bytes and SHA-256, as JSON.
    files TEXT NOT NULL
);
CREATE INDEX statutory_return_by_authority ON statutory_return (authority, produced_at);
