//! Agreements with partners, every version of each.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// One version of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementVersion {
    pub id: Uuid,
    pub agreement: Uuid,
    pub authority: String,
    /// JSON.
    pub content: String,
    pub change: String,
    pub at: Timestamp,
    pub by: String,
    /// When, by whom and why it was withdrawn or followed by the next version.
    pub superseded: Option<(Timestamp, String, String)>,
    pub replaced_by: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agreement: Uuid,
    authority: String,
    content: String,
    change: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    replaced_by: Option<Uuid>,
    reason: String,
}

impl Row {
    fn read(self) -> AgreementVersion {
        AgreementVersion {
            id: self.id,
            agreement: self.agreement,
            authority: self.authority,
            content: self.content,
            change: self.change,
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
            superseded: self.superseded_at.map(|at| {
                (
                    from_micros(at),
                    self.superseded_by.unwrap_or_default(),
                    self.reason,
                )
            }),
            replaced_by: self.replaced_by,
        }
    }
}

/// The agreements of an authority as they stand, the first recorded first.
pub async fn agreements(db: &Db, authority: &str) -> Result<Vec<AgreementVersion>, Error> {
    let rows: Vec<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM protocol_agreement WHERE authority = $1 AND superseded_at IS NULL ORDER BY agreement",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read agreements"))?;
    Ok(rows.into_iter().map(Row::read).collect())
}

/// An agreement of an authority as it stands.
pub async fn find_agreement(
    db: &Db,
    authority: &str,
    agreement: Uuid,
) -> Result<Option<AgreementVersion>, Error> {
    let row: Option<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM protocol_agreement WHERE agreement = $1 AND authority = $2 AND superseded_at IS NULL",
    )
    .bind(agreement)
    .bind(authority)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find an agreement"))?;
    Ok(row.map(Row::read))
}

/// Every version of an agreement, newest first.
pub async fn versions_of_agreement(
    db: &Db,
    authority: &str,
    agreement: Uuid,
) -> Result<Vec<AgreementVersion>, Error> {
    let rows: Vec<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM protocol_agreement WHERE agreement = $1 AND authority = $2 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(agreement)
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the versions of an agreement"))?;
    Ok(rows.into_iter().map(Row::read).collect())
}

pub async fn insert_agreement(tx: &mut Tx, version: &AgreementVersion) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO protocol_agreement (id, agreement, authority, content, change, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(version.id)
    .bind(version.agreement)
    .bind(&version.authority)
    .bind(&version.content)
    .bind(&version.change)
    .bind(to_micros(version.at))
    .bind(&version.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("record an agreement"))
}

/// Ends a version. `false`, with nothing written, when it no longer stands: somebody else was faster.
pub async fn supersede_agreement(
    tx: &mut Tx,
    authority: &str,
    version: Uuid,
    replaced_by: Option<Uuid>,
    (at, by, reason): (Timestamp, &str, &str),
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE protocol_agreement SET superseded_at = $3, superseded_by = $4, reason = $5, replaced_by = $6
         WHERE id = $1 AND authority = $2 AND superseded_at IS NULL",
    )
    .bind(version)
    .bind(authority)
    .bind(to_micros(at))
    .bind(by)
    .bind(reason)
    .bind(replaced_by)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("change an agreement"))
}
