//! Why a finding of a yearly return stands: who said so, who agreed, and who took it back. Nothing of it is deleted.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
    return_check::CheckRecord,
};

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub at: Timestamp,
    pub by: String,
    /// `None` on the command line.
    pub account: Option<Uuid>,
}

/// A reason why a finding stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRecord {
    pub id: Uuid,
    pub authority: String,
    /// The year ending 31 March.
    pub year: i16,
    /// That of the finding, in whichever check it is found.
    pub identity: String,
    pub rule: String,
    /// The child as the return calls it.
    pub child: String,
    pub reason: String,
    pub noted: Signature,
    /// A second person agrees.
    pub agreed: Option<Signature>,
    /// When and by whom it was taken back.
    pub withdrawn: Option<(Timestamp, String)>,
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    id: Uuid,
    authority: String,
    year: i64,
    identity: String,
    rule: String,
    child: String,
    reason: String,
    noted_at: i64,
    noted_by: String,
    noted_account: Option<Uuid>,
    agreed_at: Option<i64>,
    agreed_by: Option<String>,
    agreed_account: Option<Uuid>,
    withdrawn_at: Option<i64>,
    withdrawn_by: Option<String>,
}

impl NoteRow {
    fn read(self) -> Result<NoteRecord, Error> {
        Ok(NoteRecord {
            id: self.id,
            authority: self.authority,
            year: i16::try_from(self.year).map_err(|_| Error::Unreadable { what: "a reason" })?,
            identity: self.identity,
            rule: self.rule,
            child: self.child,
            reason: self.reason,
            noted: Signature {
                at: from_micros(self.noted_at),
                by: self.noted_by,
                account: self.noted_account,
            },
            agreed: self.agreed_at.map(|at| Signature {
                at: from_micros(at),
                by: self.agreed_by.unwrap_or_default(),
                account: self.agreed_account,
            }),
            withdrawn: self
                .withdrawn_at
                .map(|at| (from_micros(at), self.withdrawn_by.unwrap_or_default())),
        })
    }
}

/// Keeps a reason. `false`, with nothing written, when the finding has one already.
pub async fn insert(tx: &mut Tx, note: &NoteRecord) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO return_note (id, authority, year, identity, rule, child, reason, noted_at, noted_by, noted_account)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (authority, year, identity) WHERE withdrawn_at IS NULL DO NOTHING",
    )
    .bind(note.id)
    .bind(&note.authority)
    .bind(i64::from(note.year))
    .bind(&note.identity)
    .bind(&note.rule)
    .bind(&note.child)
    .bind(&note.reason)
    .bind(to_micros(note.noted.at))
    .bind(&note.noted.by)
    .bind(note.noted.account)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("note a reason"))
}

pub async fn find(db: &Db, id: Uuid) -> Result<Option<NoteRecord>, Error> {
    let row: Option<NoteRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM return_note WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a reason"))?;
    row.map(NoteRow::read).transpose()
}

/// The reasons of a year that stand.
pub async fn current(db: &Db, authority: &str, year: i16) -> Result<Vec<NoteRecord>, Error> {
    let rows: Vec<NoteRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM return_note WHERE authority = $1 AND year = $2 AND withdrawn_at IS NULL ORDER BY noted_at, id",
    )
    .bind(authority)
    .bind(i64::from(year))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read reasons"))?;
    rows.into_iter().map(NoteRow::read).collect()
}

/// Every reason ever given about a child, also those that were taken back.
pub async fn about(db: &Db, authority: &str, child: &str) -> Result<Vec<NoteRecord>, Error> {
    let rows: Vec<NoteRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM return_note WHERE authority = $1 AND child = $2 ORDER BY noted_at, id",
    )
    .bind(authority)
    .bind(child)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read reasons about a child"))?;
    rows.into_iter().map(NoteRow::read).collect()
}

/// How many findings of a check have a reason, by rule: all, and those to which a second person agreed.
pub async fn counts(db: &Db, check: &CheckRecord) -> Result<Vec<(String, i64, i64)>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT finding.rule, COUNT(*), COUNT(note.agreed_at) FROM return_check_finding AS finding
         JOIN return_note AS note ON note.authority = $2 AND note.year = $3 AND note.identity = finding.identity AND note.withdrawn_at IS NULL
         WHERE finding.check_id = $1 GROUP BY finding.rule",
    )
    .bind(check.id)
    .bind(&check.authority)
    .bind(i64::from(check.year))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("count reasons"))
}

/// A second person agrees. `false`, with nothing written, when somebody has agreed or taken the reason back since.
pub async fn agree(tx: &mut Tx, id: Uuid, signature: &Signature) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE return_note SET agreed_at = $1, agreed_by = $2, agreed_account = $3 WHERE id = $4 AND agreed_at IS NULL AND withdrawn_at IS NULL",
    )
    .bind(to_micros(signature.at))
    .bind(&signature.by)
    .bind(signature.account)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("agree to a reason"))
}

/// Takes a reason back. `false` when somebody has done so already.
pub async fn withdraw(tx: &mut Tx, id: Uuid, at: Timestamp, by: &str) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE return_note SET withdrawn_at = $1, withdrawn_by = $2 WHERE id = $3 AND withdrawn_at IS NULL",
    )
    .bind(to_micros(at))
    .bind(by)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("take a reason back"))
}
