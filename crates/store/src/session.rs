//! Sessions: who is signed in. Only the hash of the cookie's token is kept.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::to_micros,
};

/// A session as kept; moments in microseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    pub token_hash: String,
    pub account_id: Uuid,
    pub started_at: i64,
    pub last_used_at: i64,
    pub ends_at: i64,
}

pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    account: Uuid,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO session (token_hash, account_id, started_at, last_used_at, ends_at) VALUES ($1, $2, $3, $3, $4)",
    )
    .bind(token_hash)
    .bind(account)
    .bind(to_micros(now))
    .bind(to_micros(ends_at))
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("start a session"))
}

/// The session with this token, if it has not ended.
pub async fn find(db: &Db, token_hash: &str, now: Timestamp) -> Result<Option<SessionRow>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT * FROM session WHERE token_hash = $1 AND ends_at > $2")
        .bind(token_hash)
        .bind(to_micros(now))
        .fetch_optional(pool)
        .await)
    .map_err(Error::of("find a session"))
}

/// Notes that the session is in use and moves its end.
pub async fn prolong(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("UPDATE session SET last_used_at = $1, ends_at = $2 WHERE token_hash = $3")
        .bind(to_micros(now))
        .bind(to_micros(ends_at))
        .bind(token_hash)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("prolong a session"))
}

/// Signs out.
pub async fn delete(tx: &mut Tx, token_hash: &str) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("DELETE FROM session WHERE token_hash = $1").bind(token_hash).execute(connection).await.map(drop))
        .map_err(Error::of("end a session"))
}

/// Signs an account out everywhere.
pub async fn delete_of_account(tx: &mut Tx, account: Uuid) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("DELETE FROM session WHERE account_id = $1").bind(account).execute(connection).await.map(drop))
        .map_err(Error::of("end an account's sessions"))
}

/// Removes sessions that have ended.
pub async fn delete_ended(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("DELETE FROM session WHERE ends_at <= $1").bind(to_micros(now)).execute(connection).await.map(drop))
        .map_err(Error::of("remove ended sessions"))
}
