-- Published figures and lists, each with the release in which it stood. A mark (c, z, k, x) stands where there is no number: never zero.

CREATE TABLE reference_file (
    name TEXT PRIMARY KEY,
    -- The year in which it was published.
    release_year BIGINT NOT NULL,
    content TEXT NOT NULL,
    imported_at BIGINT NOT NULL
);

CREATE TABLE published_figure (
    release TEXT NOT NULL,
    table_name TEXT NOT NULL,
    -- The year ending 31 March.
    year BIGINT NOT NULL,
    -- E92000001, a region's code, or an authority's three digits.
    place TEXT NOT NULL,
    ages TEXT NOT NULL,
    category TEXT NOT NULL,
    count_value DOUBLE PRECISION,
    count_mark TEXT NOT NULL,
    percent_value DOUBLE PRECISION,
    percent_mark TEXT NOT NULL,
    PRIMARY KEY (release, table_name, year, place, ages, category)
);

CREATE TABLE published_indicator (
    source TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    polarity TEXT NOT NULL,
    place TEXT NOT NULL,
    year BIGINT NOT NULL,
    value DOUBLE PRECISION,
    mark TEXT NOT NULL,
    PRIMARY KEY (source, code, place, year)
);

CREATE TABLE statistical_neighbour (
    model TEXT NOT NULL,
    authority TEXT NOT NULL,
    position BIGINT NOT NULL,
    neighbour TEXT NOT NULL,
    closeness TEXT NOT NULL,
    PRIMARY KEY (model, authority, position)
);

CREATE TABLE inspection_grade (
    authority TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    overall TEXT NOT NULL,
    care_leavers TEXT NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (authority, ended_on)
);
