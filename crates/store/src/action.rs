//! Actions as kept: every version of each, and what came of it.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use leaving_care::action::{Action, Because, CameOfIt, Outcome, Owner};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    event::is_among,
    moment::{from_micros, to_micros},
    spell::{Superseded, SupersededRow},
};

/// A version of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRecord {
    /// Of this version.
    pub id: Uuid,
    /// Of the action, whatever its version.
    pub action_id: Uuid,
    pub authority: String,
    pub person: Option<Uuid>,
    pub action: Action,
    pub at: Timestamp,
    pub by: String,
    pub superseded: Option<Superseded>,
}

#[derive(sqlx::FromRow)]
struct ActionRow {
    id: Uuid,
    action_id: Uuid,
    authority: String,
    person_id: Option<Uuid>,
    because: String,
    because_id: Uuid,
    goal: String,
    what: String,
    owner_kind: String,
    owner: String,
    owner_worker: Option<Uuid>,
    resources: String,
    due_on: Option<jiff_sqlx::Date>,
    outcome: String,
    outcome_on: Option<jiff_sqlx::Date>,
    outcome_note: String,
    recorded_at: i64,
    recorded_by: String,
    #[sqlx(flatten)]
    superseded: SupersededRow,
}

impl ActionRow {
    fn read(self) -> Result<ActionRecord, Error> {
        let unreadable = || Error::Unreadable { what: "an action" };
        let came_of_it =
            Outcome::from_code(&self.outcome)
                .zip(self.outcome_on)
                .map(|(outcome, on)| CameOfIt {
                    outcome,
                    on: on.to_jiff(),
                    note: self.outcome_note,
                });
        Ok(ActionRecord {
            id: self.id,
            action_id: self.action_id,
            authority: self.authority,
            person: self.person_id,
            action: Action {
                what: self.what,
                owner: read_owner(&self.owner_kind, self.owner_worker, self.owner)
                    .ok_or_else(unreadable)?,
                resources: self.resources,
                due_on: self.due_on.map(jiff_sqlx::Date::to_jiff),
                goal: self.goal,
                because: Because::from_parts(&self.because, self.because_id)
                    .ok_or_else(unreadable)?,
                came_of_it,
            },
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
            superseded: self.superseded.read(),
        })
    }
}

/// `None` for a kind that this program does not know.
fn read_owner(kind: &str, worker: Option<Uuid>, name: String) -> Option<Owner> {
    match (kind, worker) {
        ("young_person", _) => Some(Owner::YoungPerson),
        ("worker", Some(id)) => Some(Owner::Worker { id, name }),
        ("other", _) => Some(Owner::Other(name)),
        _ => None,
    }
}

/// The kind of an owner and the name that is kept.
fn owner_parts(owner: &Owner) -> (&'static str, &str) {
    match owner {
        Owner::YoungPerson => ("young_person", ""),
        Owner::Worker { name, .. } => ("worker", name),
        Owner::Other(name) => ("other", name),
    }
}

/// The actions about a person as they stand, or as they were known at a moment: by day, those without one last.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Vec<ActionRecord>, Error> {
    let rows: Vec<ActionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM action WHERE person_id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2)
         ORDER BY due_on NULLS LAST, id",
    )
    .bind(person)
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a person's actions"))?;
    rows.into_iter().map(ActionRow::read).collect()
}

/// What workers of an authority have still to do, or some of them: by day, those without one last.
pub async fn open_of_workers(
    db: &Db,
    authority: &str,
    workers: Option<&[Uuid]>,
) -> Result<Vec<ActionRecord>, Error> {
    if workers.is_some_and(<[Uuid]>::is_empty) {
        return Ok(Vec::new());
    }
    let rows: Vec<ActionRow> = on_pool!(db, pool => {
        let mut query = QueryBuilder::new(
            "SELECT * FROM action
             WHERE superseded_at IS NULL AND owner_worker IS NOT NULL AND outcome IN ('', 'not_kept') AND authority = ",
        );
        query.push_bind(authority);
        if let Some(workers) = workers {
            query.push(" AND owner_worker");
            is_among(&mut query, workers);
        }
        query.push(" ORDER BY due_on NULLS LAST, id");
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(Error::of("read what workers have promised"))?;
    rows.into_iter().map(ActionRow::read).collect()
}

/// Every version of every action about a person, newest recording first.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<ActionRecord>, Error> {
    let rows: Vec<ActionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM action WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(person)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the history of actions"))?;
    rows.into_iter().map(ActionRow::read).collect()
}

/// The version of an action that stands.
pub async fn find(db: &Db, action: Uuid) -> Result<Option<ActionRecord>, Error> {
    let row: Option<ActionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM action WHERE action_id = $1 AND superseded_at IS NULL",
    )
    .bind(action)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find an action"))?;
    row.map(ActionRow::read).transpose()
}

/// Writes versions of actions. `false`, with nothing written of it, where another version of one stands.
pub async fn insert_many(tx: &mut Tx, actions: &[ActionRecord]) -> Result<bool, Error> {
    let mut is_whole = true;
    for chunk in actions.chunks(1_000) {
        let written = on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO action (id, action_id, authority, person_id, because, because_id, goal, what, owner_kind, owner, owner_worker, resources,
                 due_on, outcome, outcome_on, outcome_note, recorded_at, recorded_by, superseded_at,
                 superseded_by, replaced_by, reason) ",
            );
            query.push_values(chunk, |mut row, record| {
                let action = &record.action;
                let came = action.came_of_it.as_ref();
                let gone = record.superseded.as_ref();
                let (owner_kind, owner) = owner_parts(&action.owner);
                row.push_bind(record.id)
                    .push_bind(record.action_id)
                    .push_bind(&record.authority)
                    .push_bind(record.person)
                    .push_bind(action.because.code())
                    .push_bind(action.because.id())
                    .push_bind(&action.goal)
                    .push_bind(&action.what)
                    .push_bind(owner_kind)
                    .push_bind(owner)
                    .push_bind(action.owner.worker())
                    .push_bind(&action.resources)
                    .push_bind(action.due_on.map(Date::to_sqlx))
                    .push_bind(came.map_or("", |came| came.outcome.code()))
                    .push_bind(came.map(|came| came.on.to_sqlx()))
                    .push_bind(came.map_or("", |came| came.note.as_str()))
                    .push_bind(to_micros(record.at))
                    .push_bind(&record.by)
                    .push_bind(gone.map(|gone| to_micros(gone.at)))
                    .push_bind(gone.map(|gone| gone.by.as_str()))
                    .push_bind(gone.and_then(|gone| gone.replaced_by))
                    .push_bind(gone.map_or("", |gone| gone.reason.as_str()));
            });
            query.push(" ON CONFLICT DO NOTHING");
            query.build().execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(Error::of("record actions"))?;
        is_whole &= written == chunk.len() as u64;
    }
    Ok(is_whole)
}

/// Marks a version as superseded; without `replaced_by` the action is withdrawn. `false` when somebody else was faster.
pub async fn supersede(
    tx: &mut Tx,
    version: Uuid,
    replaced_by: Option<Uuid>,
    reason: &str,
    (at, by): (Timestamp, &str),
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE action SET superseded_at = $1, superseded_by = $2, replaced_by = $3, reason = $4 WHERE id = $5 AND superseded_at IS NULL",
    )
    .bind(to_micros(at))
    .bind(by)
    .bind(replaced_by)
    .bind(reason)
    .bind(version)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("change an action"))
}
