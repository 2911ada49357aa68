//! Steps of education plans as kept, with what was withdrawn.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use leaving_care::education_plan::{EducationPlanStep, EducationStep};
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
    spell::{Superseded, SupersededRow},
};

/// A step as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    pub id: Uuid,
    pub authority: String,
    pub person: Uuid,
    pub step: EducationPlanStep,
    /// The event that was written with it.
    pub event: Option<Uuid>,
    pub at: Timestamp,
    pub by: String,
    pub superseded: Option<Superseded>,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    id: Uuid,
    authority: String,
    person_id: Uuid,
    step: String,
    happened_on: jiff_sqlx::Date,
    place: String,
    kept_at: String,
    goals: String,
    next_on: Option<jiff_sqlx::Date>,
    event_id: Option<Uuid>,
    recorded_at: i64,
    recorded_by: String,
    #[sqlx(flatten)]
    superseded: SupersededRow,
}

impl StepRow {
    fn read(self) -> Result<StepRecord, Error> {
        let step = EducationStep::from_code(&self.step).ok_or(Error::Unreadable {
            what: "a step of an education plan",
        })?;
        Ok(StepRecord {
            id: self.id,
            authority: self.authority,
            person: self.person_id,
            step: EducationPlanStep {
                step,
                happened_on: self.happened_on.to_jiff(),
                place: self.place,
                kept_at: self.kept_at,
                goals: self.goals,
                next_on: self.next_on.map(jiff_sqlx::Date::to_jiff),
            },
            event: self.event_id,
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
            superseded: self.superseded.read(),
        })
    }
}

/// The steps of a person's education plans as they stand, or as they were known at a moment, newest first.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM education_plan_step
         WHERE person_id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2) ORDER BY happened_on DESC, id DESC",
    )
    .bind(person)
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read education plans"))?;
    rows.into_iter().map(StepRow::read).collect()
}

/// Every step that was ever recorded, newest recording first.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM education_plan_step WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(person)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the history of education plans"))?;
    rows.into_iter().map(StepRow::read).collect()
}

/// One step, whether it still stands or not.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<StepRecord>, Error> {
    let row: Option<StepRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM education_plan_step WHERE id = $1")
        .bind(id)
        .fetch_optional(pool)
        .await)
        .map_err(Error::of("find a step of an education plan"))?;
    row.map(StepRow::read).transpose()
}

/// Records a step.
pub async fn insert(tx: &mut Tx, record: &StepRecord) -> Result<(), Error> {
    let step = &record.step;
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO education_plan_step (id, authority, person_id, step, happened_on, place, kept_at, goals, next_on, event_id, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(record.id)
    .bind(&record.authority)
    .bind(record.person)
    .bind(step.step.code())
    .bind(step.happened_on.to_sqlx())
    .bind(&step.place)
    .bind(&step.kept_at)
    .bind(&step.goals)
    .bind(step.next_on.map(Date::to_sqlx))
    .bind(record.event)
    .bind(to_micros(record.at))
    .bind(&record.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record a step of an education plan"))
}

/// Withdraws a step. `false` when somebody else was faster.
pub async fn withdraw(
    tx: &mut Tx,
    id: Uuid,
    reason: &str,
    (at, by): (Timestamp, &str),
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE education_plan_step SET superseded_at = $1, superseded_by = $2, reason = $3 WHERE id = $4 AND superseded_at IS NULL",
    )
    .bind(to_micros(at))
    .bind(by)
    .bind(reason)
    .bind(id)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("withdraw a step of an education plan"))
}
