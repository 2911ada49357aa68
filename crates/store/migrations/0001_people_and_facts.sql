-- One text for SQLite and PostgreSQL. Moments are microseconds since 1970 in UTC (BIGINT), days are DATE, ids are UUID v7.
-- Facts are never updated in place: a row is superseded by another, and says when.

CREATE TABLE authority (
    code TEXT PRIMARY KEY,
    dfe_code TEXT NOT NULL,
    name TEXT NOT NULL,
    nation TEXT NOT NULL,
    region TEXT NOT NULL,
    -- Rises with every write about this authority's people; results are cached under it.
    data_version BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX authority_by_dfe_code ON authority (dfe_code);

CREATE TABLE person (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    created_at BIGINT NOT NULL,
    -- The authority's data version at the last change about this person.
    data_version BIGINT NOT NULL
);
CREATE INDEX person_by_version ON person (authority, data_version);

CREATE TABLE person_details (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    authority TEXT NOT NULL,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    preferred_name TEXT NOT NULL,
    search_name TEXT NOT NULL,
    date_of_birth DATE NOT NULL,
    locality TEXT NOT NULL,
    -- Everything else that is known of a person apart from dated facts, as JSON.
    details TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT
);
CREATE UNIQUE INDEX person_details_current ON person_details (person_id) WHERE superseded_at IS NULL;
CREATE INDEX person_details_by_person ON person_details (person_id, recorded_at);
CREATE INDEX person_details_by_name ON person_details (authority, search_name, person_id) WHERE superseded_at IS NULL;
CREATE INDEX person_details_by_birth ON person_details (authority, date_of_birth) WHERE superseded_at IS NULL;

CREATE TABLE person_identifier (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    authority TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- What is shown; encrypted for secret kinds.
    value TEXT NOT NULL,
    -- What is searched: upper case without spaces, or a keyed hash for secret kinds.
    lookup TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT
);
CREATE UNIQUE INDEX person_identifier_current ON person_identifier (authority, kind, lookup) WHERE superseded_at IS NULL;
CREATE INDEX person_identifier_lookup ON person_identifier (authority, lookup) WHERE superseded_at IS NULL;
CREATE INDEX person_identifier_by_person ON person_identifier (person_id);

CREATE TABLE spell (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    -- What rules and measures read ("G5", "U1", "C2 U4 X1").
    code TEXT NOT NULL,
    -- What is for people, as JSON.
    details TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    standing TEXT NOT NULL,
    -- Where it was read: "ssda903 oc3 2025", "entered", "annex_a".
    source TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    -- The row that took its place; none when it was withdrawn.
    replaced_by UUID,
    reason TEXT NOT NULL DEFAULT '',
    CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
CREATE INDEX spell_by_person ON spell (person_id, kind);
CREATE INDEX spell_current ON spell (authority, person_id) WHERE superseded_at IS NULL;
CREATE INDEX spell_superseded ON spell (authority, superseded_at) WHERE superseded_at IS NOT NULL;

CREATE TABLE contact (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    happened_on DATE NOT NULL,
    channel TEXT NOT NULL,
    -- Whether the young person took part, or it was an attempt, or with somebody else.
    outcome TEXT NOT NULL,
    worker_name TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    -- The row that took its place; none when it was withdrawn.
    replaced_by UUID,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX contact_by_person ON contact (person_id, happened_on);

CREATE TABLE worker (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    team TEXT NOT NULL,
    locality TEXT NOT NULL,
    email TEXT NOT NULL,
    starts_on DATE,
    ends_on DATE
);
CREATE INDEX worker_by_authority ON worker (authority, name);

CREATE TABLE measure_target (
    authority TEXT NOT NULL,
    measure TEXT NOT NULL,
    year BIGINT NOT NULL,
    percent_hundredths BIGINT NOT NULL,
    tolerance_hundredths BIGINT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (authority, measure, year)
);

CREATE TABLE import_run (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    started_by TEXT NOT NULL,
    -- Whether anything was to be written.
    confirmed BOOLEAN NOT NULL,
    -- Counts and files, as JSON; findings in a table of their own.
    summary TEXT NOT NULL
);
CREATE INDEX import_run_by_authority ON import_run (authority, started_at);

CREATE TABLE import_finding (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    finding TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
);
