//! Drafts: what somebody was typing, kept so that nothing is lost when a session ends.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// Keeps what is being typed in a form.
pub async fn save(
    tx: &mut Tx,
    account: Uuid,
    form: &str,
    content: &str,
    at: Timestamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO draft (account_id, form, content, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, form) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
    )
    .bind(account)
    .bind(form)
    .bind(content)
    .bind(to_micros(at))
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("keep a draft"))
}

/// What was being typed, and when it was kept.
pub async fn find(
    db: &Db,
    account: Uuid,
    form: &str,
) -> Result<Option<(String, Timestamp)>, Error> {
    let row: Option<(String, i64)> =
        on_pool!(db, pool => sqlx::query_as("SELECT content, saved_at FROM draft WHERE account_id = $1 AND form = $2")
        .bind(account)
        .bind(form)
        .fetch_optional(pool)
        .await)
        .map_err(Error::of("read a draft"))?;
    Ok(row.map(|(content, at)| (content, from_micros(at))))
}

/// Throws a draft away once it has been recorded.
pub async fn delete(tx: &mut Tx, account: Uuid, form: &str) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("DELETE FROM draft WHERE account_id = $1 AND form = $2")
        .bind(account)
        .bind(form)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("remove a draft"))
}
