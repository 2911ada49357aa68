//! Imports with their findings, so that a report can be opened again.

use jiff::Timestamp;
use leaving_care::Finding;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// An import as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    pub id: Uuid,
    pub authority: String,
    /// "ssda903", "annex_a", "ssd", "facts".
    pub kind: String,
    pub started_at: Timestamp,
    pub started_by: String,
    pub confirmed: bool,
    /// Counts and files, as JSON.
    pub summary: String,
}

#[derive(sqlx::FromRow)]
struct ImportRow {
    id: Uuid,
    authority: String,
    kind: String,
    started_at: i64,
    started_by: String,
    confirmed: bool,
    summary: String,
}

impl ImportRow {
    fn read(self) -> ImportRun {
        ImportRun {
            id: self.id,
            authority: self.authority,
            kind: self.kind,
            started_at: from_micros(self.started_at),
            started_by: self.started_by,
            confirmed: self.confirmed,
            summary: self.summary,
        }
    }
}

pub async fn insert(tx: &mut Tx, run: &ImportRun, findings: &[Finding]) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO import_run (id, authority, kind, started_at, started_by, confirmed, summary) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(run.id)
    .bind(&run.authority)
    .bind(&run.kind)
    .bind(to_micros(run.started_at))
    .bind(&run.started_by)
    .bind(run.confirmed)
    .bind(&run.summary)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("keep an import"))?;
    let numbered: Vec<(i64, &Finding)> = (0..).zip(findings).collect();
    for chunk in numbered.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("INSERT INTO import_finding (run_id, number, finding) ");
            query.push_values(chunk, |mut row, (number, finding)| {
                row.push_bind(run.id).push_bind(*number).push_bind(serde_json::to_string(finding).unwrap_or_default());
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("keep findings"))?;
    }
    Ok(())
}

/// The imports of an authority, newest first.
pub async fn list(db: &Db, authority: &str, limit: u32) -> Result<Vec<ImportRun>, Error> {
    let rows: Vec<ImportRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM import_run WHERE authority = $1 ORDER BY started_at DESC, id DESC LIMIT $2")
            .bind(authority)
            .bind(i64::from(limit))
            .fetch_all(pool)
            .await)
        .map_err(Error::of("list imports"))?;
    Ok(rows.into_iter().map(ImportRow::read).collect())
}

pub async fn find(db: &Db, id: Uuid) -> Result<Option<ImportRun>, Error> {
    let row: Option<ImportRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM import_run WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find an import"))?;
    Ok(row.map(ImportRow::read))
}

/// The findings of an import in order, from after a given number.
pub async fn findings(
    db: &Db,
    run: Uuid,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, Finding)>, Error> {
    let rows: Vec<(i64, String)> = on_pool!(db, pool => sqlx::query_as(
        "SELECT number, finding FROM import_finding WHERE run_id = $1 AND number > $2 ORDER BY number LIMIT $3",
    )
    .bind(run)
    .bind(after)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read findings"))?;
    rows.into_iter()
        .map(|(number, finding)| {
            serde_json::from_str(&finding)
                .map(|finding| (number, finding))
                .map_err(|_| Error::Unreadable { what: "a finding" })
        })
        .collect()
}
