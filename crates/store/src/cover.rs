//! Cover: who sees somebody's work while they are away. A row is never changed; another takes its place.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
    person::Stamp,
};

/// Somebody is away from `starts_on` until the day before `ends_on`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverRecord {
    pub id: Uuid,
    pub worker: Uuid,
    pub covered_by: Uuid,
    pub starts_on: Date,
    pub ends_on: Date,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    worker_id: Uuid,
    covered_by: Uuid,
    starts_on: jiff_sqlx::Date,
    ends_on: jiff_sqlx::Date,
    recorded_at: i64,
    recorded_by: String,
}

impl Row {
    fn read(self) -> CoverRecord {
        CoverRecord {
            id: self.id,
            worker: self.worker_id,
            covered_by: self.covered_by,
            starts_on: self.starts_on.to_jiff(),
            ends_on: self.ends_on.to_jiff(),
            recorded_at: from_micros(self.recorded_at),
            recorded_by: self.recorded_by,
        }
    }
}

/// The cover of an authority that ends after a day, soonest first: what is so now and what is to come.
pub async fn ending_after(db: &Db, authority: &str, day: Date) -> Result<Vec<CoverRecord>, Error> {
    let rows: Vec<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, worker_id, covered_by, starts_on, ends_on, recorded_at, recorded_by FROM cover
         WHERE authority = $1 AND superseded_at IS NULL AND ends_on > $2 ORDER BY starts_on, ends_on, id",
    )
    .bind(authority)
    .bind(day.to_sqlx())
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list cover"))?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// Whose work a worker covers on a day.
pub async fn covered_by(db: &Db, worker: Uuid, day: Date) -> Result<Vec<CoverRecord>, Error> {
    let rows: Vec<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, worker_id, covered_by, starts_on, ends_on, recorded_at, recorded_by FROM cover
         WHERE covered_by = $1 AND superseded_at IS NULL AND starts_on <= $2 AND ends_on > $2 ORDER BY starts_on, id",
    )
    .bind(worker)
    .bind(day.to_sqlx())
    .fetch_all(pool)
    .await)
    .map_err(Error::of("look for cover"))?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// Cover that stands.
pub async fn find(db: &Db, authority: &str, id: Uuid) -> Result<Option<CoverRecord>, Error> {
    let row: Option<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, worker_id, covered_by, starts_on, ends_on, recorded_at, recorded_by FROM cover
         WHERE authority = $1 AND id = $2 AND superseded_at IS NULL",
    )
    .bind(authority)
    .bind(id)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find cover"))?;
    Ok(row.map(Row::read))
}

/// Cover to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverToInsert {
    pub id: Uuid,
    pub worker: Uuid,
    pub covered_by: Uuid,
    pub starts_on: Date,
    pub ends_on: Date,
}

pub async fn insert(
    tx: &mut Tx,
    authority: &str,
    cover: &CoverToInsert,
    stamp: &Stamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO cover (id, authority, worker_id, covered_by, starts_on, ends_on, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(cover.id)
    .bind(authority)
    .bind(cover.worker)
    .bind(cover.covered_by)
    .bind(cover.starts_on.to_sqlx())
    .bind(cover.ends_on.to_sqlx())
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record cover"))
}

/// Marks cover as superseded. `false`, with nothing written, when it no longer stood.
pub async fn supersede(
    tx: &mut Tx,
    id: Uuid,
    replaced_by: Option<Uuid>,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE cover SET superseded_at = $1, superseded_by = $2, replaced_by = $3 WHERE id = $4 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(replaced_by)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("change cover"))
}
