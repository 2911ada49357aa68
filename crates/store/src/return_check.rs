//! Checks of a yearly return with their rows at fault, so that a ledger can be opened again and compared with the next.

use jiff::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// A check as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRecord {
    pub id: Uuid,
    pub authority: String,
    /// The year ending 31 March.
    pub year: i16,
    pub made_at: Timestamp,
    pub made_by: String,
    /// `None` on the command line.
    pub account: Option<Uuid>,
    /// "files" or "records".
    pub source: String,
    /// As JSON: casework knows what is in it.
    pub summary: String,
    pub signed_off: Option<SignOffRecord>,
}

/// That somebody said that the return may be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOffRecord {
    pub at: Timestamp,
    pub by: String,
    pub account: Option<Uuid>,
    /// As JSON.
    pub content: String,
}

#[derive(sqlx::FromRow)]
struct CheckRow {
    id: Uuid,
    authority: String,
    year: i64,
    made_at: i64,
    made_by: String,
    account_id: Option<Uuid>,
    source: String,
    summary: String,
    signed_off_at: Option<i64>,
    signed_off_by: Option<String>,
    signed_off_account: Option<Uuid>,
    sign_off: Option<String>,
}

impl CheckRow {
    fn read(self) -> Result<CheckRecord, Error> {
        Ok(CheckRecord {
            id: self.id,
            authority: self.authority,
            year: i16::try_from(self.year).map_err(|_| Error::Unreadable { what: "a check" })?,
            made_at: from_micros(self.made_at),
            made_by: self.made_by,
            account: self.account_id,
            source: self.source,
            summary: self.summary,
            signed_off: self.signed_off_at.map(|at| SignOffRecord {
                at: from_micros(at),
                by: self.signed_off_by.unwrap_or_default(),
                account: self.signed_off_account,
                content: self.sign_off.unwrap_or_default(),
            }),
        })
    }
}

/// A row at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRecord {
    /// Counts the rows of the check.
    pub number: i64,
    /// 0 for the year of the return, 1 for the year before.
    pub years_ago: i64,
    pub table: String,
    /// Data rows of the table, counted from 0.
    pub row: i64,
    pub line: i64,
    pub file: String,
    pub child: String,
    /// As JSON, like `rules`.
    pub cells: String,
    pub rules: String,
}

/// That a rule flags a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRecord {
    pub rule: String,
    /// Of the row.
    pub number: i64,
    /// The same in every check in which it is the same finding.
    pub identity: String,
}

pub async fn insert(
    tx: &mut Tx,
    check: &CheckRecord,
    rows: &[RowRecord],
    findings: &[FindingRecord],
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO return_check (id, authority, year, made_at, made_by, account_id, source, summary) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(check.id)
    .bind(&check.authority)
    .bind(i64::from(check.year))
    .bind(to_micros(check.made_at))
    .bind(&check.made_by)
    .bind(check.account)
    .bind(&check.source)
    .bind(&check.summary)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("keep a check"))?;
    for chunk in rows.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO return_check_row (check_id, number, years_ago, table_name, row_number, line, file, child, cells, rules) ",
            );
            query.push_values(chunk, |mut values, row| {
                values
                    .push_bind(check.id)
                    .push_bind(row.number)
                    .push_bind(row.years_ago)
                    .push_bind(&row.table)
                    .push_bind(row.row)
                    .push_bind(row.line)
                    .push_bind(&row.file)
                    .push_bind(&row.child)
                    .push_bind(&row.cells)
                    .push_bind(&row.rules);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("keep rows of a check"))?;
    }
    for chunk in findings.chunks(4_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("INSERT INTO return_check_finding (check_id, rule, number, identity) ");
            query.push_values(chunk, |mut values, finding| {
                values
                    .push_bind(check.id)
                    .push_bind(&finding.rule)
                    .push_bind(finding.number)
                    .push_bind(&finding.identity);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("keep findings of a check"))?;
    }
    Ok(())
}

/// The checks of an authority, newest first.
pub async fn list(db: &Db, authority: &str, limit: u32) -> Result<Vec<CheckRecord>, Error> {
    let rows: Vec<CheckRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM return_check WHERE authority = $1 ORDER BY made_at DESC, id DESC LIMIT $2",
    )
    .bind(authority)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list checks"))?;
    rows.into_iter().map(CheckRow::read).collect()
}

pub async fn find(db: &Db, id: Uuid) -> Result<Option<CheckRecord>, Error> {
    let row: Option<CheckRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM return_check WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a check"))?;
    row.map(CheckRow::read).transpose()
}

/// The check of the same year that was made last before this one.
pub async fn before(db: &Db, check: &CheckRecord) -> Result<Option<CheckRecord>, Error> {
    let row: Option<CheckRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM return_check WHERE authority = $1 AND year = $2 AND (made_at < $3 OR (made_at = $3 AND id < $4))
         ORDER BY made_at DESC, id DESC LIMIT 1",
    )
    .bind(&check.authority)
    .bind(i64::from(check.year))
    .bind(to_micros(check.made_at))
    .bind(check.id)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find the check before"))?;
    row.map(CheckRow::read).transpose()
}

/// Says that the return may be sent. `false`, with nothing written, when somebody has said so already.
pub async fn sign_off(tx: &mut Tx, id: Uuid, sign_off: &SignOffRecord) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE return_check SET signed_off_at = $1, signed_off_by = $2, signed_off_account = $3, sign_off = $4
         WHERE id = $5 AND signed_off_at IS NULL",
    )
    .bind(to_micros(sign_off.at))
    .bind(&sign_off.by)
    .bind(sign_off.account)
    .bind(&sign_off.content)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("sign a check off"))
}
