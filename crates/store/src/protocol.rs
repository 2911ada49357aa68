//! What a council decided about protocols, every decision, also those that were taken back.

mod agreement;

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

pub use agreement::{
    AgreementVersion, agreements, find_agreement, insert_agreement, supersede_agreement,
    versions_of_agreement,
};

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// A decision without its text, which is long and seldom needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRecord {
    pub id: Uuid,
    pub authority: String,
    pub protocol: String,
    /// "shipped", "own_words" or "off".
    pub standing: String,
    pub shipped_version: String,
    /// The first day on which it holds.
    pub from: Date,
    pub reason: String,
    pub at: Timestamp,
    pub by: String,
    /// When and by whom it was taken back, and why.
    pub taken_back: Option<(Timestamp, String, String)>,
}

#[derive(sqlx::FromRow)]
struct DecisionRow {
    id: Uuid,
    authority: String,
    protocol: String,
    standing: String,
    shipped_version: String,
    starts_on: jiff_sqlx::Date,
    reason: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    taken_back_because: String,
}

impl DecisionRow {
    fn read(self) -> DecisionRecord {
        DecisionRecord {
            id: self.id,
            authority: self.authority,
            protocol: self.protocol,
            standing: self.standing,
            shipped_version: self.shipped_version,
            from: self.starts_on.to_jiff(),
            reason: self.reason,
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
            taken_back: self.superseded_at.map(|at| {
                (
                    from_micros(at),
                    self.superseded_by.unwrap_or_default(),
                    self.taken_back_because,
                )
            }),
        }
    }
}

/// Every decision of an authority, in the order in which they were recorded.
pub async fn decisions(db: &Db, authority: &str) -> Result<Vec<DecisionRecord>, Error> {
    let rows: Vec<DecisionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, authority, protocol, standing, shipped_version, starts_on, reason, recorded_at, recorded_by, superseded_at,
         superseded_by, taken_back_because FROM protocol_decision WHERE authority = $1 ORDER BY recorded_at, id",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read decisions on protocols"))?;
    Ok(rows.into_iter().map(DecisionRow::read).collect())
}

/// The same in a transaction that is about to write one.
pub async fn decisions_in(tx: &mut Tx, authority: &str) -> Result<Vec<DecisionRecord>, Error> {
    let rows: Vec<DecisionRow> = on_tx!(tx, connection => sqlx::query_as(
        "SELECT id, authority, protocol, standing, shipped_version, starts_on, reason, recorded_at, recorded_by, superseded_at,
         superseded_by, taken_back_because FROM protocol_decision WHERE authority = $1 ORDER BY recorded_at, id",
    )
    .bind(authority)
    .fetch_all(connection)
    .await)
    .map_err(Error::of("read decisions on protocols"))?;
    Ok(rows.into_iter().map(DecisionRow::read).collect())
}

/// The text that was decided on; empty where it is not in the council's own words. `None` when the authority has no such decision.
pub async fn text(db: &Db, authority: &str, decision: Uuid) -> Result<Option<String>, Error> {
    on_pool!(db, pool => sqlx::query_scalar("SELECT text FROM protocol_decision WHERE id = $1 AND authority = $2")
        .bind(decision)
        .bind(authority)
        .fetch_optional(pool)
        .await)
    .map_err(Error::of("read the text of a protocol"))
}

pub async fn insert_decision(
    tx: &mut Tx,
    decision: &DecisionRecord,
    text: &str,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO protocol_decision (id, authority, protocol, standing, text, shipped_version, starts_on, reason, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(decision.id)
    .bind(&decision.authority)
    .bind(&decision.protocol)
    .bind(&decision.standing)
    .bind(text)
    .bind(&decision.shipped_version)
    .bind(decision.from.to_sqlx())
    .bind(&decision.reason)
    .bind(to_micros(decision.at))
    .bind(&decision.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record a decision on a protocol"))
}

/// Takes a decision of an authority back. `false`, with nothing written, when it is not there or was taken back already.
pub async fn take_back(
    tx: &mut Tx,
    authority: &str,
    id: Uuid,
    (at, by, reason): (Timestamp, &str, &str),
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE protocol_decision SET superseded_at = $3, superseded_by = $4, taken_back_because = $5
         WHERE id = $1 AND authority = $2 AND superseded_at IS NULL",
    )
    .bind(id)
    .bind(authority)
    .bind(to_micros(at))
    .bind(by)
    .bind(reason)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("take back a decision on a protocol"))
}
