-- A young person's own account: it opens what is recorded about them, and nobody else.

ALTER TABLE account ADD COLUMN person_id UUID REFERENCES person (id);
