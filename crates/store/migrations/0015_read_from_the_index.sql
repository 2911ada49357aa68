-- The facts and the days of contacts of a whole authority are read from these indexes alone: nobody looks up each of a million rows for
-- what stands in it. What their conditions name stands in them too, because SQLite reads the row otherwise, to see that it holds.
DROP INDEX spell_current;
CREATE INDEX spell_current ON spell (authority, person_id, kind, code, standing, starts_on, ends_on, superseded_at)
    WHERE superseded_at IS NULL;
DROP INDEX contact_taken_part;
CREATE INDEX contact_taken_part ON contact (authority, person_id, channel, happened_on, outcome, superseded_at)
    WHERE outcome = 'took_part' AND superseded_at IS NULL;

-- The indexes are new: without this SQLite would not know how much each of them narrows down, and choose another.
ANALYZE spell;
ANALYZE contact;
