//! Statutory returns that were produced, and what they are produced from: everything about an authority's people as known at a moment.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    by_person::{end_of_one_text, one_text, people_in},
    contact::days,
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    event::only_known,
    moment::{from_micros, to_micros},
};

/// A return that was produced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnRecord {
    pub id: Uuid,
    pub authority: String,
    /// The year ending 31 March.
    pub year: i16,
    pub known_at: Timestamp,
    pub data_version: i64,
    pub produced_at: Timestamp,
    pub produced_by: String,
    pub rules: String,
    /// As JSON, like `files`: casework knows what is in them.
    pub options: String,
    pub files: String,
}

#[derive(sqlx::FromRow)]
struct ReturnRow {
    id: Uuid,
    authority: String,
    year: i64,
    known_at: i64,
    data_version: i64,
    produced_at: i64,
    produced_by: String,
    rules: String,
    options: String,
    files: String,
}

impl ReturnRow {
    fn read(self) -> Result<ReturnRecord, Error> {
        let unreadable = |_| Error::Unreadable { what: "a return" };
        Ok(ReturnRecord {
            id: self.id,
            authority: self.authority,
            year: i16::try_from(self.year).map_err(unreadable)?,
            known_at: from_micros(self.known_at),
            data_version: self.data_version,
            produced_at: from_micros(self.produced_at),
            produced_by: self.produced_by,
            rules: self.rules,
            options: self.options,
            files: self.files,
        })
    }
}

pub async fn insert(tx: &mut Tx, record: &ReturnRecord) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO statutory_return (id, authority, year, known_at, data_version, produced_at, produced_by, rules, options, files)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(record.id)
    .bind(&record.authority)
    .bind(i64::from(record.year))
    .bind(to_micros(record.known_at))
    .bind(record.data_version)
    .bind(to_micros(record.produced_at))
    .bind(&record.produced_by)
    .bind(&record.rules)
    .bind(&record.options)
    .bind(&record.files)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("keep a return"))
}

/// The returns of an authority, newest first.
pub async fn list(db: &Db, authority: &str) -> Result<Vec<ReturnRecord>, Error> {
    let rows: Vec<ReturnRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM statutory_return WHERE authority = $1 ORDER BY produced_at DESC, id DESC",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list returns"))?;
    rows.into_iter().map(ReturnRow::read).collect()
}

pub async fn find(db: &Db, id: Uuid) -> Result<Option<ReturnRecord>, Error> {
    let row: Option<ReturnRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM statutory_return WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a return"))?;
    row.map(ReturnRow::read).transpose()
}

/// The last moment at which anything about an authority's people was recorded or changed; `None` when nothing was.
pub async fn last_recorded_at(db: &Db, authority: &str) -> Result<Option<Timestamp>, Error> {
    let moments: Vec<Option<i64>> = on_pool!(db, pool => sqlx::query_scalar(
        "SELECT CAST(MAX(recorded_at) AS BIGINT) FROM spell WHERE authority = $1
         UNION ALL SELECT CAST(MAX(superseded_at) AS BIGINT) FROM spell WHERE authority = $1 AND superseded_at IS NOT NULL
         UNION ALL SELECT CAST(MAX(recorded_at) AS BIGINT) FROM person_details WHERE authority = $1
         UNION ALL SELECT CAST(MAX(recorded_at) AS BIGINT) FROM person_identifier WHERE authority = $1
         UNION ALL SELECT CAST(MAX(superseded_at) AS BIGINT) FROM person_identifier WHERE authority = $1
         UNION ALL SELECT CAST(MAX(recorded_at) AS BIGINT) FROM contact WHERE authority = $1
         UNION ALL SELECT CAST(MAX(superseded_at) AS BIGINT) FROM contact WHERE authority = $1",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read when facts were last recorded"))?;
    Ok(moments.into_iter().flatten().max().map(from_micros))
}

/// The days of contacts with an outcome of everybody in an authority, from one day to another, both included; oldest first.
pub async fn contact_days(
    db: &Db,
    authority: &str,
    outcome: &str,
    (from, until): (Date, Date),
    known_at: Timestamp,
) -> Result<HashMap<Uuid, Vec<Date>>, Error> {
    let text: Option<String> = on_pool!(db, pool => {
        let days = "string_agg(CAST(happened_on AS TEXT), ' ')";
        let mut query = QueryBuilder::new(one_text(db.id_as_text(), "contact", &[days]));
        query.push(" WHERE authority = ").push_bind(authority).push(" AND outcome = ").push_bind(outcome);
        query.push(" AND happened_on >= ").push_bind(from.to_sqlx()).push(" AND happened_on <= ").push_bind(until.to_sqlx());
        only_known(&mut query, Some(known_at));
        query.push(end_of_one_text("contact"));
        query.build_query_scalar().fetch_one(pool).await
    })
    .map_err(Error::of("read contacts"))?;
    Ok(people_in(text.as_deref())
        .map(|(person, mut parts)| {
            let mut days = days(parts.next());
            days.sort_unstable();
            (person, days)
        })
        .collect())
}
