-- What happened on one day and that rules read: a plan agreed, a claim made, an interview with three people. As with spells and
-- contacts a row is never changed; another takes its place.

CREATE TABLE event (
    id UUID PRIMARY KEY,
    authority TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    happened_on DATE NOT NULL,
    -- Who was there, how, which duty is excused and why, as JSON.
    details TEXT NOT NULL,
    -- "entered", or the thing with which it was recorded: "pathway_plan", "claim".
    source TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    superseded_at BIGINT,
    superseded_by TEXT,
    -- The row that took its place; none when it was withdrawn.
    replaced_by UUID,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX event_by_person ON event (person_id, happened_on);
CREATE INDEX event_current ON event (authority, person_id) WHERE superseded_at IS NULL;

-- Events are among what changed last.
DROP INDEX audit_event_of_changes;
CREATE INDEX audit_event_of_changes ON audit_event (authority, happened_at)
    WHERE action IN ('spell.record', 'spell.correct', 'spell.withdraw', 'contact.record', 'person.add', 'event.record');

-- What rules read of contacts, for a whole authority from the index alone.
CREATE INDEX contact_taken_part ON contact (authority, person_id, channel, happened_on)
    WHERE outcome = 'took_part' AND superseded_at IS NULL;
