-- Published figures and lists, each with the release in which it stood.

CREATE TABLE reference_release (
    name TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    row_count BIGINT NOT NULL
);

CREATE TABLE reference_row (
    release TEXT NOT NULL REFERENCES reference_release (name),
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (release, number)
);
