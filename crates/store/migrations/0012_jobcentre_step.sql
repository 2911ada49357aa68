-- What happens between a young person, their adviser and the Jobcentre, step by step: consent, claims, appointments, sanctions, case
-- conferences, support. Where a claim stands is worked out from its steps. As with contacts a row is never changed; another takes its place.

CREATE TABLE jobcentre_step (
    id UUID PRIMARY KEY,
    -- The step itself: the same in each of its versions, the id of the first.
    step_id UUID NOT NULL,
    -- The step with which the claim, appointment, sanction, conference or support began; its own where it begins one or stands alone.
    about_id UUID NOT NULL,
    authority TEXT NOT NULL REFERENCES authority (code),
    person_id UUID NOT NULL REFERENCES person (id),
    -- The order in which a person's steps were recorded; a correction keeps the place of what it corrects.
    position BIGINT NOT NULL,
    -- "claim_stage", "appointment_missed".
    step TEXT NOT NULL,
    happened_on DATE NOT NULL,
    -- The whole step, as JSON.
    details TEXT NOT NULL,
    -- The ids of the events that were written with it, with spaces between.
    events TEXT NOT NULL,
    -- "council" or "jobcentre": who recorded it.
    side TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    -- The row that took its place; none when it was withdrawn.
    replaced_by UUID,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX jobcentre_step_current ON jobcentre_step (step_id) WHERE superseded_at IS NULL;
CREATE INDEX jobcentre_step_by_person ON jobcentre_step (person_id, position);
CREATE INDEX jobcentre_step_by_kind ON jobcentre_step (authority, step) WHERE superseded_at IS NULL;
CREATE INDEX jobcentre_step_by_subject ON jobcentre_step (about_id);
