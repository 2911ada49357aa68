-- What workers asked for so that nothing is missed, and how work is passed on when somebody is away or leaves.

-- From this day the account opens no more: the day after the last one of somebody who leaves.
ALTER TABLE account ADD COLUMN closes_on DATE;

CREATE TABLE calendar_feed (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    -- SHA-256 of the secret part of the address: a copy of this table opens no calendar.
    token_hash TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    -- Of what was served last, and since when it is so: for programs that ask whether anything has changed.
    content_hash TEXT NOT NULL,
    content_since BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE UNIQUE INDEX calendar_feed_by_token ON calendar_feed (token_hash);
CREATE UNIQUE INDEX calendar_feed_current ON calendar_feed (account_id) WHERE withdrawn_at IS NULL;

CREATE TABLE reminder_choice (
    account_id UUID PRIMARY KEY REFERENCES account (id),
    frequency TEXT NOT NULL,
    chosen_at BIGINT NOT NULL
);

CREATE TABLE reminder (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL,
    -- These four are the key: whoever makes a reminder again changes nothing.
    account_id UUID NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    day DATE NOT NULL,
    -- What an urgent one is about: an id, or empty.
    about TEXT NOT NULL,
    overdue BIGINT NOT NULL,
    due BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    next_try_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- Who is sending it, and until when nobody else may.
    claimed_by TEXT,
    claimed_until BIGINT,
    -- "sent", "nothing_to_say" or "account_closed"; none while it waits.
    outcome TEXT,
    ended_at BIGINT,
    -- What the mail server said last; never shown to anybody but administrators.
    last_answer TEXT NOT NULL DEFAULT '',
    UNIQUE (account_id, kind, day, about)
);
CREATE INDEX reminder_waiting ON reminder (next_try_at) WHERE outcome IS NULL;
CREATE INDEX reminder_by_authority ON reminder (authority, made_at);

-- Somebody is away from one day until the day before another, and somebody else sees what is due meanwhile. Why is not asked.
CREATE TABLE cover (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL,
    worker_id UUID NOT NULL REFERENCES worker (id),
    covered_by UUID NOT NULL REFERENCES worker (id),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    -- The row that took its place; none when it was withdrawn.
    replaced_by UUID,
    CHECK (ends_on > starts_on),
    CHECK (worker_id <> covered_by)
);
CREATE INDEX cover_current ON cover (authority, ends_on) WHERE superseded_at IS NULL;

-- How many young people an adviser should have at most: the council's own number.
CREATE TABLE caseload_limit (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    people BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT
);
CREATE UNIQUE INDEX caseload_limit_current ON caseload_limit (authority) WHERE superseded_at IS NULL;

-- Young people passed on together. What was so before is in the spells that were superseded; taking it back is a correction too.
CREATE TABLE reassignment (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    worker_id UUID NOT NULL REFERENCES worker (id),
    from_day DATE NOT NULL,
    -- Whether the worker leaves that day, and the last day that was known before.
    leaves BOOLEAN NOT NULL,
    ended_on_before DATE,
    reason TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    undone_at BIGINT,
    undone_by TEXT,
    undo_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX reassignment_by_authority ON reassignment (authority, recorded_at);

CREATE TABLE reassignment_move (
    reassignment_id UUID NOT NULL REFERENCES reassignment (id),
    person_id UUID NOT NULL REFERENCES person (id),
    to_worker UUID NOT NULL REFERENCES worker (id),
    -- The allocation before; what is left of it, if anything is; and the new one.
    spell_before UUID NOT NULL REFERENCES spell (id),
    spell_shortened UUID REFERENCES spell (id),
    spell_new UUID NOT NULL REFERENCES spell (id),
    PRIMARY KEY (reassignment_id, spell_before)
);

-- The few events of which somebody is told at once, newest first.
CREATE INDEX event_urgent ON event (recorded_at) WHERE kind = 'appointment_failed' AND superseded_at IS NULL;
