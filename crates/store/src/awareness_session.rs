//! Care leaver awareness sessions, and which work coaches came.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
    person::Stamp,
};

/// A session as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    pub id: Uuid,
    pub authority: String,
    pub held_on: Date,
    pub led_by: String,
    pub about: String,
    /// The entries of the directory of those who came.
    pub coaches: Vec<Uuid>,
    pub at: Timestamp,
    pub by: String,
    /// When and by whom it was withdrawn, and why.
    pub superseded: Option<(Timestamp, String, String)>,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    authority: String,
    held_on: jiff_sqlx::Date,
    led_by: String,
    about: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    reason: String,
}

/// Every session of an authority, withdrawn ones too, the newest first.
pub async fn list(db: &Db, authority: &str) -> Result<Vec<SessionRecord>, Error> {
    let rows: Vec<SessionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM awareness_session WHERE authority = $1 ORDER BY held_on DESC, id DESC",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read awareness sessions"))?;
    let came: Vec<(Uuid, Uuid)> = on_pool!(db, pool => sqlx::query_as(
        "SELECT awareness_session_coach.session_id, awareness_session_coach.entry_id FROM awareness_session_coach
         JOIN awareness_session ON awareness_session.id = awareness_session_coach.session_id
         WHERE awareness_session.authority = $1 ORDER BY awareness_session_coach.entry_id",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read who came to awareness sessions"))?;
    Ok(rows
        .into_iter()
        .map(|row| SessionRecord {
            id: row.id,
            authority: row.authority,
            held_on: row.held_on.to_jiff(),
            led_by: row.led_by,
            about: row.about,
            coaches: came
                .iter()
                .filter(|(session, _)| *session == row.id)
                .map(|(_, coach)| *coach)
                .collect(),
            at: from_micros(row.recorded_at),
            by: row.recorded_by,
            superseded: row.superseded_at.map(|at| {
                (
                    from_micros(at),
                    row.superseded_by.unwrap_or_default(),
                    row.reason,
                )
            }),
        })
        .collect())
}

pub async fn insert(tx: &mut Tx, session: &SessionRecord) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO awareness_session (id, authority, held_on, led_by, about, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(session.id)
    .bind(&session.authority)
    .bind(session.held_on.to_sqlx())
    .bind(&session.led_by)
    .bind(&session.about)
    .bind(to_micros(session.at))
    .bind(&session.by)
    .execute(&mut *connection)
    .await
    .map(drop))
    .map_err(Error::of("record an awareness session"))?;
    for coach in &session.coaches {
        on_tx!(tx, connection => sqlx::query("INSERT INTO awareness_session_coach (session_id, entry_id) VALUES ($1, $2)")
            .bind(session.id)
            .bind(*coach)
            .execute(connection)
            .await
            .map(drop))
        .map_err(Error::of("record who came to an awareness session"))?;
    }
    Ok(())
}

/// Withdraws a session of an authority. `false`, with nothing written, when it is not there or no longer stands.
pub async fn withdraw(
    tx: &mut Tx,
    authority: &str,
    id: Uuid,
    reason: &str,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE awareness_session SET superseded_at = $1, superseded_by = $2, reason = $3 WHERE id = $4 AND authority = $5 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(reason)
    .bind(id)
    .bind(authority)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("withdraw an awareness session"))
}
