-- Needs assessments and pathway plans, the actions that follow from them, the readiness list and steps of education plans. Nothing is
-- changed or deleted: a part of a plan that is written anew supersedes the one before, and what becomes of a plan is a mark beside it.

CREATE TABLE pathway_plan (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    person_id UUID NOT NULL REFERENCES person (id),
    -- "needs_assessment" or "pathway_plan".
    kind TEXT NOT NULL,
    -- The form, by its id in the files that ship: with the day it decides which parts there are.
    form TEXT NOT NULL,
    begun_on DATE NOT NULL,
    -- The plan from which a review began.
    based_on UUID REFERENCES pathway_plan (id),
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    account_id UUID,
    -- Signed off or taken back: nothing can be written in it any more. NULL while it is being written.
    closed_at BIGINT,
    -- Raised by whoever writes in it, so that they wait for each other and for the sign-off.
    version BIGINT NOT NULL DEFAULT 0
);
-- One of a kind is written at a time: two who begin at once find each other's.
CREATE UNIQUE INDEX pathway_plan_open ON pathway_plan (person_id, kind) WHERE closed_at IS NULL;
CREATE INDEX pathway_plan_by_person ON pathway_plan (person_id);
CREATE INDEX pathway_plan_by_authority ON pathway_plan (authority);

CREATE TABLE pathway_plan_section (
    id UUID PRIMARY KEY,
    plan_id UUID NOT NULL REFERENCES pathway_plan (id),
    head TEXT NOT NULL,
    -- As JSON.
    content TEXT NOT NULL,
    -- Taken over from the plan before, and not written anew yet.
    is_copied BOOLEAN NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    account_id UUID,
    superseded_at BIGINT,
    superseded_by TEXT,
    replaced_by UUID
);
CREATE UNIQUE INDEX pathway_plan_section_current ON pathway_plan_section (plan_id, head) WHERE superseded_at IS NULL;
CREATE INDEX pathway_plan_section_by_plan ON pathway_plan_section (plan_id);

CREATE TABLE pathway_plan_mark (
    id UUID PRIMARY KEY,
    plan_id UUID NOT NULL REFERENCES pathway_plan (id),
    -- "signed_off", "checked", "comment", "copy_given", "own_view" or "withdrawn".
    kind TEXT NOT NULL,
    happened_on DATE NOT NULL,
    -- Of a check or of the young person's own view.
    verdict TEXT NOT NULL,
    words TEXT NOT NULL,
    -- The event that was written with it.
    event_id UUID REFERENCES event (id),
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    role TEXT NOT NULL,
    account_id UUID
);
CREATE INDEX pathway_plan_mark_by_plan ON pathway_plan_mark (plan_id);
CREATE UNIQUE INDEX pathway_plan_mark_once ON pathway_plan_mark (plan_id, kind) WHERE kind IN ('signed_off', 'withdrawn');

-- What somebody said they would do. One table for plans, panels and boards.
CREATE TABLE action (
    id UUID PRIMARY KEY,
    -- The same for every version of an action.
    action_id UUID NOT NULL,
    authority TEXT NOT NULL REFERENCES authority (code),
    -- NULL for what is about nobody.
    person_id UUID REFERENCES person (id),
    -- "pathway_plan" and which one.
    because TEXT NOT NULL,
    because_id UUID NOT NULL,
    goal TEXT NOT NULL,
    what TEXT NOT NULL,
    -- Who does it: "young_person", "worker" or "other", and the name as it was agreed; empty for the young person.
    owner_kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_worker UUID REFERENCES worker (id),
    resources TEXT NOT NULL,
    due_on DATE,
    -- What came of it; empty while nobody has said.
    outcome TEXT NOT NULL,
    outcome_on DATE,
    outcome_note TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    replaced_by UUID,
    reason TEXT NOT NULL DEFAULT '',
    CHECK ((owner_kind = 'worker') = (owner_worker IS NOT NULL))
);
CREATE UNIQUE INDEX action_current ON action (action_id) WHERE superseded_at IS NULL;
CREATE INDEX action_by_person ON action (person_id);
CREATE INDEX action_by_authority ON action (authority, because) WHERE superseded_at IS NULL;
-- What workers have still to do: read for every first page.
CREATE INDEX action_open_by_worker ON action (authority, owner_worker)
    WHERE superseded_at IS NULL AND owner_worker IS NOT NULL AND outcome IN ('', 'not_kept');

CREATE TABLE readiness_answer (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    person_id UUID NOT NULL REFERENCES person (id),
    item TEXT NOT NULL,
    state TEXT NOT NULL,
    -- How it is known. Never the number of a paper or an account.
    evidence TEXT NOT NULL,
    expires_on DATE,
    helper TEXT NOT NULL,
    missing TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    replaced_by UUID
);
CREATE UNIQUE INDEX readiness_answer_current ON readiness_answer (person_id, item) WHERE superseded_at IS NULL;
CREATE INDEX readiness_answer_by_person ON readiness_answer (person_id);
CREATE INDEX readiness_answer_by_authority ON readiness_answer (authority) WHERE superseded_at IS NULL;

CREATE TABLE education_plan_step (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL REFERENCES authority (code),
    person_id UUID NOT NULL REFERENCES person (id),
    step TEXT NOT NULL,
    happened_on DATE NOT NULL,
    place TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    goals TEXT NOT NULL,
    next_on DATE,
    event_id UUID REFERENCES event (id),
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    replaced_by UUID,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX education_plan_step_by_person ON education_plan_step (person_id);
