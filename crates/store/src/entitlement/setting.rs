//! What a council decided about entitlements, every version of it.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// A decision as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRecord {
    pub id: Uuid,
    pub authority: String,
    pub entitlement: String,
    /// JSON, or empty.
    pub own: String,
    pub pence: Option<i64>,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
    pub source: String,
    pub at: Timestamp,
    pub by: String,
    /// When and by whom it was withdrawn, and why.
    pub superseded: Option<(Timestamp, String, String)>,
}

#[derive(sqlx::FromRow)]
struct SettingRow {
    id: Uuid,
    authority: String,
    entitlement: String,
    own: String,
    pence: Option<i64>,
    starts_on: jiff_sqlx::Date,
    ends_on: Option<jiff_sqlx::Date>,
    source: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    reason: String,
}

/// Every decision of an authority, also withdrawn ones, in the order in which they were recorded.
pub async fn settings(db: &Db, authority: &str) -> Result<Vec<SettingRecord>, Error> {
    let rows: Vec<SettingRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM entitlement_setting WHERE authority = $1 ORDER BY recorded_at, id",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read decisions on entitlements"))?;
    Ok(rows
        .into_iter()
        .map(|row| SettingRecord {
            id: row.id,
            authority: row.authority,
            entitlement: row.entitlement,
            own: row.own,
            pence: row.pence,
            starts_on: row.starts_on.to_jiff(),
            ends_on: row.ends_on.map(jiff_sqlx::Date::to_jiff),
            source: row.source,
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

pub async fn insert_setting(tx: &mut Tx, setting: &SettingRecord) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO entitlement_setting (id, authority, entitlement, own, pence, starts_on, ends_on, source, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(setting.id)
    .bind(&setting.authority)
    .bind(&setting.entitlement)
    .bind(&setting.own)
    .bind(setting.pence)
    .bind(setting.starts_on.to_sqlx())
    .bind(setting.ends_on.map(ToSqlx::to_sqlx))
    .bind(&setting.source)
    .bind(to_micros(setting.at))
    .bind(&setting.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record a decision on entitlements"))
}

/// Withdraws a decision of an authority. `false`, with nothing written, when it is not there or no longer stands.
pub async fn supersede_setting(
    tx: &mut Tx,
    authority: &str,
    id: Uuid,
    (at, by, reason): (Timestamp, &str, &str),
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE entitlement_setting SET superseded_at = $3, superseded_by = $4, reason = $5 WHERE id = $1 AND authority = $2 AND superseded_at IS NULL",
    )
    .bind(id)
    .bind(authority)
    .bind(to_micros(at))
    .bind(by)
    .bind(reason)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("withdraw a decision on entitlements"))
}
