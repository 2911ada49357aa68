//! Runs of the better-off calculation that were kept; a run is never changed.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// A run as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRecord {
    pub id: Uuid,
    pub authority: String,
    /// `None`: for nobody who is recorded here.
    pub person: Option<Uuid>,
    pub made_at: Timestamp,
    pub made_by: String,
    /// `None` on the command line.
    pub account: Option<Uuid>,
    pub as_at: Date,
    pub rates_version: String,
    /// As JSON, like the answer: casework knows what is in them.
    pub inputs: String,
    pub answer: String,
}

#[derive(sqlx::FromRow)]
struct RunRow {
    id: Uuid,
    authority: String,
    person_id: Option<Uuid>,
    made_at: i64,
    made_by: String,
    account_id: Option<Uuid>,
    as_at: jiff_sqlx::Date,
    rates_version: String,
    inputs: String,
    answer: String,
}

impl From<RunRow> for RunRecord {
    fn from(row: RunRow) -> Self {
        Self {
            id: row.id,
            authority: row.authority,
            person: row.person_id,
            made_at: from_micros(row.made_at),
            made_by: row.made_by,
            account: row.account_id,
            as_at: row.as_at.to_jiff(),
            rates_version: row.rates_version,
            inputs: row.inputs,
            answer: row.answer,
        }
    }
}

pub async fn insert(tx: &mut Tx, run: &RunRecord) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO better_off_run (id, authority, person_id, made_at, made_by, account_id, as_at, rates_version, inputs, answer)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(run.id)
    .bind(&run.authority)
    .bind(run.person)
    .bind(to_micros(run.made_at))
    .bind(&run.made_by)
    .bind(run.account)
    .bind(run.as_at.to_sqlx())
    .bind(&run.rates_version)
    .bind(&run.inputs)
    .bind(&run.answer)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("keep a better-off run"))
}

pub async fn find(db: &Db, id: Uuid) -> Result<Option<RunRecord>, Error> {
    let row: Option<RunRow> = on_pool!(db, pool => sqlx::query_as("SELECT * FROM better_off_run WHERE id = $1").bind(id).fetch_optional(pool).await)
        .map_err(Error::of("find a better-off run"))?;
    Ok(row.map(RunRecord::from))
}

/// The runs about a person, newest first.
pub async fn of_person(db: &Db, person: Uuid, most: u32) -> Result<Vec<RunRecord>, Error> {
    let rows: Vec<RunRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM better_off_run WHERE person_id = $1 ORDER BY made_at DESC, id DESC LIMIT $2",
    )
    .bind(person)
    .bind(i64::from(most))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list better-off runs of a person"))?;
    Ok(rows.into_iter().map(RunRecord::from).collect())
}

/// The runs of an authority, newest first: the last about each person, and all about nobody who is recorded here.
pub async fn latest(db: &Db, authority: &str, most: u32) -> Result<Vec<RunRecord>, Error> {
    let rows: Vec<RunRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM better_off_run AS run WHERE authority = $1 AND (person_id IS NULL OR NOT EXISTS (
             SELECT 1 FROM better_off_run AS later WHERE later.person_id = run.person_id
             AND (later.made_at > run.made_at OR (later.made_at = run.made_at AND later.id > run.id))))
         ORDER BY made_at DESC, id DESC LIMIT $2",
    )
    .bind(authority)
    .bind(i64::from(most))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list better-off runs"))?;
    Ok(rows.into_iter().map(RunRecord::from).collect())
}
