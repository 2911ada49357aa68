-- The facts and the days of contacts of a whole authority are read from these indexes alone: nobody looks up each of a million rows for
-- what stands in it. They hold what was superseded too, so that what was known on an earlier day is found as fast as what stands.
DROP INDEX spell_current;
CREATE INDEX spell_of_authority
    ON spell (authority, person_id, kind, code, standing, starts_on, ends_on, recorded_at, superseded_at);
DROP INDEX contact_taken_part;
CREATE INDEX contact_of_authority
    ON contact (authority, outcome, person_id, channel, happened_on, recorded_at, superseded_at);
DROP INDEX event_current;
CREATE INDEX event_of_authority ON event (authority, person_id);
CREATE INDEX person_details_of_authority ON person_details (authority, recorded_at, superseded_at);
CREATE INDEX person_identifier_of_authority ON person_identifier (authority, kind, recorded_at, superseded_at);

-- The indexes are new: without this SQLite would not know how much each of them narrows down, and choose another.
ANALYZE spell;
ANALYZE contact;
ANALYZE event;
ANALYZE person_details;
ANALYZE person_identifier;
