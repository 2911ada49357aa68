//! How many young people an adviser should have at most, and young people passed on together.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
    person::Stamp,
};

/// The council's own limit, if it has set one.
pub async fn limit(db: &Db, authority: &str) -> Result<Option<i64>, Error> {
    on_pool!(db, pool => sqlx::query_scalar("SELECT people FROM caseload_limit WHERE authority = $1 AND superseded_at IS NULL")
        .bind(authority)
        .fetch_optional(pool)
        .await)
    .map_err(Error::of("read the limit of caseloads"))
}

/// Sets the limit; the one before stays in the history.
pub async fn set_limit(
    tx: &mut Tx,
    authority: &str,
    people: i64,
    stamp: &Stamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("UPDATE caseload_limit SET superseded_at = $1 WHERE authority = $2 AND superseded_at IS NULL")
        .bind(to_micros(stamp.at))
        .bind(authority)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("set the limit of caseloads"))?;
    on_tx!(tx, connection => sqlx::query("INSERT INTO caseload_limit (id, authority, people, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5)")
        .bind(Uuid::now_v7())
        .bind(authority)
        .bind(people)
        .bind(to_micros(stamp.at))
        .bind(&stamp.by)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("set the limit of caseloads"))
}

/// Young people passed on together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reassignment {
    pub id: Uuid,
    pub worker: Uuid,
    pub from_day: Date,
    pub leaves: bool,
    /// The last day of the worker that was known before.
    pub ended_on_before: Option<Date>,
    pub reason: String,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// One young person's part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Move {
    pub person_id: Uuid,
    pub to_worker: Uuid,
    pub spell_before: Uuid,
    pub spell_shortened: Option<Uuid>,
    pub spell_new: Uuid,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    worker_id: Uuid,
    from_day: jiff_sqlx::Date,
    leaves: bool,
    ended_on_before: Option<jiff_sqlx::Date>,
    reason: String,
    recorded_at: i64,
    recorded_by: String,
    undone_at: Option<i64>,
}

impl Row {
    fn read(self) -> Reassignment {
        Reassignment {
            id: self.id,
            worker: self.worker_id,
            from_day: self.from_day.to_jiff(),
            leaves: self.leaves,
            ended_on_before: self.ended_on_before.map(jiff_sqlx::Date::to_jiff),
            reason: self.reason,
            recorded_at: from_micros(self.recorded_at),
            recorded_by: self.recorded_by,
            undone_at: self.undone_at.map(from_micros),
        }
    }
}

/// The last reassignments of an authority, newest first.
pub async fn reassignments(
    db: &Db,
    authority: &str,
    limit: u32,
) -> Result<Vec<Reassignment>, Error> {
    let rows: Vec<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, worker_id, from_day, leaves, ended_on_before, reason, recorded_at, recorded_by, undone_at FROM reassignment
         WHERE authority = $1 ORDER BY recorded_at DESC, id LIMIT $2",
    )
    .bind(authority)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list reassignments"))?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// One reassignment.
pub async fn find_reassignment(
    db: &Db,
    authority: &str,
    id: Uuid,
) -> Result<Option<Reassignment>, Error> {
    let row: Option<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, worker_id, from_day, leaves, ended_on_before, reason, recorded_at, recorded_by, undone_at FROM reassignment
         WHERE authority = $1 AND id = $2",
    )
    .bind(authority)
    .bind(id)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find a reassignment"))?;
    Ok(row.map(Row::read))
}

/// Whom a reassignment moved.
pub async fn moves(db: &Db, reassignment: Uuid) -> Result<Vec<Move>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT person_id, to_worker, spell_before, spell_shortened, spell_new FROM reassignment_move
         WHERE reassignment_id = $1 ORDER BY person_id, spell_before",
    )
    .bind(reassignment)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a reassignment"))
}

/// A reassignment to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReassignmentToInsert {
    pub id: Uuid,
    pub worker: Uuid,
    pub from_day: Date,
    pub leaves: bool,
    pub ended_on_before: Option<Date>,
    pub reason: String,
    pub moves: Vec<Move>,
}

pub async fn insert_reassignment(
    tx: &mut Tx,
    authority: &str,
    reassignment: &ReassignmentToInsert,
    stamp: &Stamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO reassignment (id, authority, worker_id, from_day, leaves, ended_on_before, reason, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(reassignment.id)
    .bind(authority)
    .bind(reassignment.worker)
    .bind(reassignment.from_day.to_sqlx())
    .bind(reassignment.leaves)
    .bind(reassignment.ended_on_before.map(ToSqlx::to_sqlx))
    .bind(&reassignment.reason)
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record a reassignment"))?;
    for chunk in reassignment.moves.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO reassignment_move (reassignment_id, person_id, to_worker, spell_before, spell_shortened, spell_new) ",
            );
            query.push_values(chunk, |mut row, moved| {
                row.push_bind(reassignment.id)
                    .push_bind(moved.person_id)
                    .push_bind(moved.to_worker)
                    .push_bind(moved.spell_before)
                    .push_bind(moved.spell_shortened)
                    .push_bind(moved.spell_new);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("record whom a reassignment moved"))?;
    }
    Ok(())
}

/// Marks a reassignment as taken back. `false`, with nothing written, when somebody did so before.
pub async fn mark_undone(
    tx: &mut Tx,
    id: Uuid,
    reason: &str,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE reassignment SET undone_at = $1, undone_by = $2, undo_reason = $3 WHERE id = $4 AND undone_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(reason)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("take a reassignment back"))
}
