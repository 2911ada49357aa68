-- What a council has decided about protocols, and what it has signed with its partners. Nothing here is updated or deleted: a decision
-- is taken back, a record is followed by its next version.

-- From a day on a protocol stands as it ships, stands in the council's own words, or does not stand.
CREATE TABLE protocol_decision (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    -- The id in the protocol's own text.
    protocol TEXT NOT NULL,
    -- 'shipped', 'own_words' or 'off'.
    standing TEXT NOT NULL,
    -- The whole text; empty unless in the council's own words.
    text TEXT NOT NULL,
    -- The version that shipped when this was decided, to say later that a newer one ships; empty for a protocol of the council's own.
    shipped_version TEXT NOT NULL,
    starts_on DATE NOT NULL,
    reason TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    taken_back_because TEXT NOT NULL DEFAULT '',
    CHECK (standing IN ('shipped', 'own_words', 'off')),
    CHECK ((standing = 'own_words') = (text <> ''))
);
CREATE INDEX protocol_decision_by_authority ON protocol_decision (authority, protocol);

-- An agreement signed with partners, each version whole as JSON: parties, signatories, what each side promised, what was done.
CREATE TABLE protocol_agreement (
    id UUID PRIMARY KEY,
    -- The same in all versions of one agreement: the id of its first.
    agreement UUID NOT NULL,
    authority TEXT NOT NULL REFERENCES authority (code),
    content TEXT NOT NULL,
    -- What was done: 'begun', 'changed', 'signed', 'done' and so on.
    change TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    -- NULL while it stands, and when it was withdrawn.
    replaced_by UUID,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX protocol_agreement_by_authority ON protocol_agreement (authority, agreement);
-- Two who write at once do not both win.
CREATE UNIQUE INDEX protocol_agreement_standing ON protocol_agreement (agreement) WHERE superseded_at IS NULL;
