-- Money for young people: what a council has decided, what was awarded, and what became of each payment. Amounts are whole pence.
-- Nothing here is updated or deleted: a decision is superseded, an award is taken back by a counter entry, a payment goes on by a step.

CREATE TABLE entitlement_setting (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    entitlement TEXT NOT NULL,
    -- The entitlement itself where it is the council's own, as JSON; empty for an amount of one that all have.
    own TEXT NOT NULL,
    -- NULL: offered, without an amount.
    pence BIGINT,
    starts_on DATE NOT NULL,
    -- The last day.
    ends_on DATE,
    source TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    reason TEXT NOT NULL DEFAULT '',
    CHECK (pence IS NULL OR pence > 0),
    CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
CREATE INDEX entitlement_setting_by_authority ON entitlement_setting (authority, entitlement);

-- One row a person with money. Whoever writes about somebody's money raises its version first: so all who do wait for each other, and
-- what they check still holds when they write.
CREATE TABLE entitlement_ledger (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    authority TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE entitlement_award (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    person_id UUID NOT NULL REFERENCES person (id),
    entitlement TEXT NOT NULL,
    -- What it was called then.
    title TEXT NOT NULL,
    -- "once", or the first day of the year for which it counts.
    period TEXT NOT NULL,
    -- Less than nothing in a counter entry, nothing where somebody else pays and the amount is not known.
    pence BIGINT NOT NULL,
    -- The award of which this takes something back.
    takes_back UUID REFERENCES entitlement_award (id),
    -- Whether the council pays; otherwise it was arranged with whoever does.
    is_paid_by_council BOOLEAN NOT NULL,
    -- The limit as it stood; NULL where there was none.
    limit_pence BIGINT,
    -- Why it was given although it is above the limit, or nobody has set one, or the rules say no; empty otherwise.
    exception TEXT NOT NULL,
    reason TEXT NOT NULL,
    awarded_on DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    account_id UUID,
    CHECK ((takes_back IS NULL AND pence >= 0) OR (takes_back IS NOT NULL AND pence < 0))
);
CREATE INDEX entitlement_award_by_person ON entitlement_award (person_id);
CREATE INDEX entitlement_award_by_authority ON entitlement_award (authority, entitlement);

CREATE TABLE entitlement_payment (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    person_id UUID NOT NULL REFERENCES person (id),
    award_id UUID NOT NULL REFERENCES entitlement_award (id),
    pence BIGINT NOT NULL CHECK (pence > 0),
    -- "card" or "account".
    way TEXT NOT NULL,
    -- As the council's finance knows it. Never the number of a card or an account.
    reference TEXT NOT NULL,
    note TEXT NOT NULL,
    -- The failed payment in whose place it is made.
    instead_of UUID REFERENCES entitlement_payment (id),
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    account_id UUID
);
CREATE INDEX entitlement_payment_by_person ON entitlement_payment (person_id);
CREATE INDEX entitlement_payment_by_authority ON entitlement_payment (authority);
-- A failed payment is made again once.
CREATE UNIQUE INDEX entitlement_payment_instead ON entitlement_payment (instead_of) WHERE instead_of IS NOT NULL;

CREATE TABLE entitlement_export (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    payments BIGINT NOT NULL,
    pence BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX entitlement_export_by_authority ON entitlement_export (authority, recorded_at);

-- Who took the file of an export out, the first time and any later.
CREATE TABLE entitlement_export_taken (
    export_id UUID NOT NULL REFERENCES entitlement_export (id),
    number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (export_id, number)
);

CREATE TABLE entitlement_payment_step (
    payment_id UUID NOT NULL REFERENCES entitlement_payment (id),
    -- 1 for the first step. Of two who take a step at once one is first, and the other finds the place taken.
    position BIGINT NOT NULL,
    step TEXT NOT NULL,
    -- The bank's answer, or why.
    detail TEXT NOT NULL,
    export_id UUID REFERENCES entitlement_export (id),
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    account_id UUID,
    PRIMARY KEY (payment_id, position)
);
-- Each step once: whatever a program does, nothing is exported or paid twice.
CREATE UNIQUE INDEX entitlement_payment_step_once ON entitlement_payment_step (payment_id, step);
CREATE INDEX entitlement_payment_step_by_export ON entitlement_payment_step (export_id) WHERE export_id IS NOT NULL;
