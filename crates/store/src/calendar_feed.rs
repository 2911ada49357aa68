//! Calendars at secret addresses: whose they are, and when what they hold last changed. Only the hash of the secret is kept.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::to_micros,
};

/// A calendar's address as kept; moments in microseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CalendarFeedRow {
    pub id: Uuid,
    pub account_id: Uuid,
    pub made_at: i64,
    pub content_hash: String,
    pub content_since: i64,
}

const COLUMNS_OF_ACCOUNT: &str = "SELECT id, account_id, made_at, content_hash, content_since FROM calendar_feed WHERE account_id = $1 AND withdrawn_at IS NULL";
const COLUMNS_BY_TOKEN: &str = "SELECT id, account_id, made_at, content_hash, content_since FROM calendar_feed WHERE token_hash = $1 AND withdrawn_at IS NULL";

/// The address that an account has now.
pub async fn of_account(db: &Db, account: Uuid) -> Result<Option<CalendarFeedRow>, Error> {
    on_pool!(db, pool => sqlx::query_as(COLUMNS_OF_ACCOUNT).bind(account).fetch_optional(pool).await)
        .map_err(Error::of("find a calendar"))
}

/// The calendar behind a secret, unless it was taken back.
pub async fn by_token(db: &Db, token_hash: &str) -> Result<Option<CalendarFeedRow>, Error> {
    on_pool!(db, pool => sqlx::query_as(COLUMNS_BY_TOKEN).bind(token_hash).fetch_optional(pool).await)
        .map_err(Error::of("find a calendar"))
}

/// Makes an address; the one before has to be taken back first.
pub async fn insert(
    tx: &mut Tx,
    account: Uuid,
    token_hash: &str,
    at: Timestamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO calendar_feed (id, account_id, token_hash, made_at, content_hash, content_since) VALUES ($1, $2, $3, $4, '', $4)",
    )
    .bind(Uuid::now_v7())
    .bind(account)
    .bind(token_hash)
    .bind(to_micros(at))
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("make a calendar"))
}

/// Takes an account's address back; `false` when there was none.
pub async fn withdraw(tx: &mut Tx, account: Uuid, at: Timestamp) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE calendar_feed SET withdrawn_at = $1 WHERE account_id = $2 AND withdrawn_at IS NULL",
    )
    .bind(to_micros(at))
    .bind(account)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("take a calendar back"))
}

/// Notes that what the calendar holds is no longer what it was.
pub async fn note_content(
    tx: &mut Tx,
    id: Uuid,
    content_hash: &str,
    at: Timestamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("UPDATE calendar_feed SET content_hash = $1, content_since = $2 WHERE id = $3")
        .bind(content_hash)
        .bind(to_micros(at))
        .bind(id)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("note what a calendar holds"))
}
