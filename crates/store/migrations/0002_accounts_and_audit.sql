-- Who may sign in, who is signed in, what they did, and what they were typing.

CREATE TABLE account (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    worker_id UUID,
    password_hash TEXT NOT NULL,
    failed_attempts BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    is_closed BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX account_by_email ON account (email);

CREATE TABLE session (
    -- SHA-256 of the token in the cookie: a copy of this table signs nobody in.
    token_hash TEXT PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    started_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);

CREATE TABLE audit_event (
    id UUID PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    account_id UUID,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    authority TEXT NOT NULL,
    action TEXT NOT NULL,
    person_id UUID,
    -- Ids and counts only, never names or notes.
    detail TEXT NOT NULL
);
CREATE INDEX audit_event_by_person ON audit_event (person_id, happened_at);
CREATE INDEX audit_event_by_authority ON audit_event (authority, happened_at);
-- Of many readings the few changes, for "what changed last".
CREATE INDEX audit_event_of_changes ON audit_event (authority, happened_at)
    WHERE action IN ('spell.record', 'spell.correct', 'spell.withdraw', 'contact.record', 'person.add');

CREATE TABLE draft (
    account_id UUID NOT NULL REFERENCES account (id),
    -- The form and what it is about ("contact/<person>").
    form TEXT NOT NULL,
    content TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, form)
);

CREATE TABLE saved_view (
    account_id UUID NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    PRIMARY KEY (account_id, name)
);
