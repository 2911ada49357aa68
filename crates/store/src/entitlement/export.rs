//! Files of payments for the council's finance: which payments each holds, and who took it out.

use jiff::Timestamp;
use uuid::Uuid;

use super::{PaymentRecord, PaymentRow, StepRecord, StepRow};
use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRecord {
    pub id: Uuid,
    pub authority: String,
    pub payments: i64,
    pub pence: i64,
    pub sha256: String,
    pub at: Timestamp,
    pub by: String,
}

/// That somebody took a file out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub export: Uuid,
    /// 1 for the first time.
    pub number: i64,
    /// Why again; empty the first time.
    pub reason: String,
    pub at: Timestamp,
    pub by: String,
}

#[derive(sqlx::FromRow)]
struct ExportRow {
    id: Uuid,
    authority: String,
    payments: i64,
    pence: i64,
    sha256: String,
    recorded_at: i64,
    recorded_by: String,
}

impl ExportRow {
    fn read(self) -> ExportRecord {
        ExportRecord {
            id: self.id,
            authority: self.authority,
            payments: self.payments,
            pence: self.pence,
            sha256: self.sha256,
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
        }
    }
}

#[derive(sqlx::FromRow)]
struct TakenRow {
    export_id: Uuid,
    number: i64,
    reason: String,
    recorded_at: i64,
    recorded_by: String,
}

pub async fn insert_export(tx: &mut Tx, export: &ExportRecord) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO entitlement_export (id, authority, payments, pence, sha256, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(export.id)
    .bind(&export.authority)
    .bind(export.payments)
    .bind(export.pence)
    .bind(&export.sha256)
    .bind(to_micros(export.at))
    .bind(&export.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record an export of payments"))
}

/// The last exports of an authority, newest first.
pub async fn exports(db: &Db, authority: &str, limit: u32) -> Result<Vec<ExportRecord>, Error> {
    let rows: Vec<ExportRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM entitlement_export WHERE authority = $1 ORDER BY recorded_at DESC, id DESC LIMIT $2",
    )
    .bind(authority)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list exports of payments"))?;
    Ok(rows.into_iter().map(ExportRow::read).collect())
}

pub async fn find_export(db: &Db, id: Uuid) -> Result<Option<ExportRecord>, Error> {
    let row: Option<ExportRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM entitlement_export WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find an export of payments"))?;
    Ok(row.map(ExportRow::read))
}

/// The payments in a file, in the order of their ids.
pub async fn payments_of(db: &Db, export: Uuid) -> Result<Vec<PaymentRecord>, Error> {
    let rows: Vec<PaymentRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT payment.* FROM entitlement_payment payment JOIN entitlement_payment_step step ON step.payment_id = payment.id WHERE step.export_id = $1",
    )
    .bind(export)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the payments of an export"))?;
    let mut payments: Vec<PaymentRecord> = rows.into_iter().map(PaymentRow::read).collect();
    // Both engines sort ids alike, but only because they are kept as bytes: said here, so that a file never changes.
    payments.sort_by_key(|payment| payment.id);
    Ok(payments)
}

/// Every step of the payments in a file.
pub async fn steps_of(db: &Db, export: Uuid) -> Result<Vec<StepRecord>, Error> {
    let rows: Vec<StepRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM entitlement_payment_step WHERE payment_id IN (SELECT payment_id FROM entitlement_payment_step WHERE export_id = $1)
         ORDER BY payment_id, position",
    )
    .bind(export)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the steps of an export"))?;
    Ok(rows.into_iter().map(StepRow::read).collect())
}

/// Who took the files of these exports out, first time first.
pub async fn taken(db: &Db, authority: &str) -> Result<Vec<Taken>, Error> {
    let rows: Vec<TakenRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT taken.* FROM entitlement_export_taken taken JOIN entitlement_export export ON export.id = taken.export_id
         WHERE export.authority = $1 ORDER BY taken.export_id, taken.number",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read who took exports of payments out"))?;
    Ok(rows
        .into_iter()
        .map(|row| Taken {
            export: row.export_id,
            number: row.number,
            reason: row.reason,
            at: from_micros(row.recorded_at),
            by: row.recorded_by,
        })
        .collect())
}

/// Notes that somebody takes a file out. `false`, with nothing written, when somebody else was the one with this number.
pub async fn insert_taken(tx: &mut Tx, taken: &Taken) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO entitlement_export_taken (export_id, number, reason, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind(taken.export)
    .bind(taken.number)
    .bind(&taken.reason)
    .bind(to_micros(taken.at))
    .bind(&taken.by)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("note who takes an export of payments out"))
}
