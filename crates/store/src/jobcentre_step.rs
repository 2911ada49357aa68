//! Steps at the Jobcentre as kept: every version of each, with who recorded it and what took its place.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use leaving_care::claim::{Step, Taken};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
    person::Stamp,
    spell::Superseded,
};

/// A version of a step as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    /// This version.
    pub id: Uuid,
    pub authority: String,
    pub person: Uuid,
    pub position: i64,
    /// The step: its id is the same in all versions.
    pub taken: Taken,
    /// The events that were written with it.
    pub events: Vec<Uuid>,
    /// "council" or "jobcentre".
    pub side: String,
    pub at: Timestamp,
    pub by: String,
    pub superseded: Option<Superseded>,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    id: Uuid,
    step_id: Uuid,
    about_id: Uuid,
    authority: String,
    person_id: Uuid,
    position: i64,
    happened_on: jiff_sqlx::Date,
    details: String,
    events: String,
    side: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    replaced_by: Option<Uuid>,
    reason: String,
}

impl StepRow {
    fn read(self) -> Result<StepRecord, Error> {
        let unreadable = || Error::Unreadable {
            what: "a step at the Jobcentre",
        };
        let step: Step = serde_json::from_str(&self.details).map_err(|_| unreadable())?;
        let events: Result<Vec<Uuid>, _> = self
            .events
            .split_whitespace()
            .map(|id| id.parse().map_err(|_| unreadable()))
            .collect();
        Ok(StepRecord {
            id: self.id,
            authority: self.authority,
            person: self.person_id,
            position: self.position,
            taken: Taken {
                id: self.step_id,
                about: self.about_id,
                on: self.happened_on.to_jiff(),
                step,
            },
            events: events?,
            side: self.side,
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
            superseded: self.superseded_at.map(|at| Superseded {
                at: from_micros(at),
                by: self.superseded_by.unwrap_or_default(),
                replaced_by: self.replaced_by,
                reason: self.reason,
            }),
        })
    }
}

fn read_all(rows: Vec<StepRow>) -> Result<Vec<StepRecord>, Error> {
    rows.into_iter().map(StepRow::read).collect()
}

/// The steps of a person up to a day, as they stand or as they were known at a moment, in the order in which they were recorded.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    until: Date,
    known_at: Option<Timestamp>,
) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM jobcentre_step
         WHERE person_id = $1 AND happened_on <= $2 AND recorded_at <= $3 AND (superseded_at IS NULL OR superseded_at > $3)
         ORDER BY position, id",
    )
    .bind(person)
    .bind(until.to_sqlx())
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a person's steps at the Jobcentre"))?;
    read_all(rows)
}

/// The same inside a transaction, as they stand. Whoever writes raises the data version first, so that nobody else does meanwhile.
pub async fn of_person_locked(tx: &mut Tx, person: Uuid) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_tx!(tx, connection => sqlx::query_as(
        "SELECT * FROM jobcentre_step WHERE person_id = $1 AND superseded_at IS NULL ORDER BY position, id",
    )
    .bind(person)
    .fetch_all(connection)
    .await)
    .map_err(Error::of("read a person's steps at the Jobcentre"))?;
    read_all(rows)
}

/// The steps of everybody in an authority as they stand, person by person, each in the order in which they were recorded.
pub async fn of_authority(db: &Db, authority: &str) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM jobcentre_step WHERE authority = $1 AND superseded_at IS NULL ORDER BY person_id, position, id",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read an authority's steps at the Jobcentre"))?;
    read_all(rows)
}

/// Missed appointments of which nobody has recorded yet that the adviser knows, the last recorded first.
pub async fn missed_untold(db: &Db, authority: &str) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM jobcentre_step missed WHERE authority = $1 AND step = 'appointment_missed' AND superseded_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM jobcentre_step told WHERE told.about_id = missed.about_id AND told.superseded_at IS NULL
             AND told.step IN ('adviser_told', 'conditionality_explained'))
         ORDER BY recorded_at DESC, id DESC",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read missed appointments"))?;
    read_all(rows)
}

/// One version of a step, whether it still stands or not.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<StepRecord>, Error> {
    let row: Option<StepRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM jobcentre_step WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a step at the Jobcentre"))?;
    row.map(StepRow::read).transpose()
}

/// Every version of every step of a person, newest recording first.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM jobcentre_step WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(person)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the history of steps at the Jobcentre"))?;
    read_all(rows)
}

/// Writes steps. How many were written: fewer than given where one with the same id is there already, because its form came twice.
pub async fn insert_many(tx: &mut Tx, steps: &[StepRecord]) -> Result<u64, Error> {
    let mut written = 0;
    for chunk in steps.chunks(1_000) {
        written += on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO jobcentre_step (id, step_id, about_id, authority, person_id, position, step, happened_on, details, events, side, recorded_at, recorded_by) ",
            );
            query.push_values(chunk, |mut row, record| {
                let events: Vec<String> = record.events.iter().map(Uuid::to_string).collect();
                row.push_bind(record.id)
                    .push_bind(record.taken.id)
                    .push_bind(record.taken.about)
                    .push_bind(&record.authority)
                    .push_bind(record.person)
                    .push_bind(record.position)
                    .push_bind(record.taken.step.code())
                    .push_bind(record.taken.on.to_sqlx())
                    .push_bind(serde_json::to_string(&record.taken.step).unwrap_or_default())
                    .push_bind(events.join(" "))
                    .push_bind(&record.side)
                    .push_bind(to_micros(record.at))
                    .push_bind(&record.by);
            });
            query.push(" ON CONFLICT (id) DO NOTHING");
            query.build().execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(Error::of("record steps at the Jobcentre"))?;
    }
    Ok(written)
}

/// Marks a version as superseded. `false`, with nothing written, when somebody else has superseded it since.
pub async fn supersede(
    tx: &mut Tx,
    id: Uuid,
    replaced_by: Option<Uuid>,
    reason: &str,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE jobcentre_step SET superseded_at = $1, superseded_by = $2, replaced_by = $3, reason = $4 WHERE id = $5 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(replaced_by)
    .bind(reason)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("correct a step at the Jobcentre"))
}
