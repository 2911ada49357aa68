-- Jobcentres and who is who there and at the council, what both sides were told, and what was shared with whom about whom.
-- Nothing is changed in place: a row is superseded by another, and says when and by whom.

-- One table for offices, work coaches and the council's own advisers: each has a name, a way to be reached and a day on which somebody
-- last said that it is still right.
CREATE TABLE jobcentre_entry (
    -- Of this version.
    id UUID PRIMARY KEY,
    -- Stays the same from version to version.
    entry_id UUID NOT NULL,
    authority TEXT NOT NULL REFERENCES authority (code),
    -- "office", "work_coach", "adviser".
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Of an office and of an adviser. A work coach has that of the office.
    district TEXT NOT NULL,
    -- The entry of a work coach's office.
    office_id UUID,
    -- The council's worker who an adviser is.
    worker_id UUID REFERENCES worker (id),
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    -- Why it was taken out; empty where another version took its place.
    reason TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX jobcentre_entry_current ON jobcentre_entry (entry_id) WHERE superseded_at IS NULL;
CREATE INDEX jobcentre_entry_by_authority ON jobcentre_entry (authority) WHERE superseded_at IS NULL;

CREATE TABLE jobcentre_confirmation (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    entry_id UUID NOT NULL,
    confirmed_on DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX jobcentre_confirmation_by_entry ON jobcentre_confirmation (authority, entry_id, confirmed_on);

-- Which Jobcentre district a part of the council lies in.
CREATE TABLE jobcentre_locality (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    locality TEXT NOT NULL,
    district TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT
);
CREATE UNIQUE INDEX jobcentre_locality_current ON jobcentre_locality (authority, locality) WHERE superseded_at IS NULL;

-- What the council has decided from a day on: after how many days an entry must be confirmed again, for how many months a session counts.
CREATE TABLE jobcentre_setting (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    setting TEXT NOT NULL,
    value BIGINT NOT NULL,
    starts_on DATE NOT NULL,
    source TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX jobcentre_setting_by_authority ON jobcentre_setting (authority, setting);

-- Which work coach of the directory an account is. Whoever is taken out of the directory sees nothing any more.
CREATE TABLE jobcentre_sign_in (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    account_id UUID NOT NULL REFERENCES account (id),
    entry_id UUID NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT
);
CREATE UNIQUE INDEX jobcentre_sign_in_current ON jobcentre_sign_in (account_id) WHERE superseded_at IS NULL;

CREATE TABLE awareness_session (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    held_on DATE NOT NULL,
    led_by TEXT NOT NULL,
    about TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX awareness_session_by_authority ON awareness_session (authority, held_on);

CREATE TABLE awareness_session_coach (
    session_id UUID NOT NULL REFERENCES awareness_session (id),
    entry_id UUID NOT NULL,
    PRIMARY KEY (session_id, entry_id)
);

-- What left the council: to whom, by whose hand, why, which fields. Never what stood in them.
CREATE TABLE disclosure (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    happened_at BIGINT NOT NULL,
    account_id UUID,
    -- Who opened the page, or took the file out.
    by_whom TEXT NOT NULL,
    recipient TEXT NOT NULL,
    district TEXT NOT NULL,
    -- "page", "list", "file".
    way TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- Codes with commas between.
    fields TEXT NOT NULL,
    people BIGINT NOT NULL
);
CREATE INDEX disclosure_by_authority ON disclosure (authority, happened_at);

CREATE TABLE disclosure_person (
    disclosure_id UUID NOT NULL REFERENCES disclosure (id),
    person_id UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (disclosure_id, person_id)
);
CREATE INDEX disclosure_person_by_person ON disclosure_person (person_id);
