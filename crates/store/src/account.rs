//! Accounts: who may sign in, with which role in which authority.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::to_micros,
};

/// An account as kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountRow {
    pub id: Uuid,
    pub authority: String,
    pub email: String,
    pub name: String,
    pub role: String,
    pub worker_id: Option<Uuid>,
    /// The young person whose own account it is.
    pub person_id: Option<Uuid>,
    pub password_hash: String,
    pub failed_attempts: i64,
    /// Microseconds since 1970.
    pub locked_until: Option<i64>,
    pub is_closed: bool,
    /// From this day it opens no more.
    pub closes_on: Option<jiff_sqlx::Date>,
}

impl AccountRow {
    /// Whether nobody can use it on a day.
    pub fn is_closed_on(&self, day: Date) -> bool {
        self.is_closed
            || self
                .closes_on
                .is_some_and(|closes_on| closes_on.to_jiff() <= day)
    }
}

pub async fn find_by_email(db: &Db, email: &str) -> Result<Option<AccountRow>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT * FROM account WHERE email = $1").bind(email.trim().to_lowercase()).fetch_optional(pool).await)
        .map_err(Error::of("find an account"))
}

pub async fn find(db: &Db, id: Uuid) -> Result<Option<AccountRow>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT * FROM account WHERE id = $1").bind(id).fetch_optional(pool).await)
        .map_err(Error::of("find an account"))
}

/// The accounts of an authority, by name.
pub async fn list(db: &Db, authority: &str) -> Result<Vec<AccountRow>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT * FROM account WHERE authority = $1 ORDER BY role, name").bind(authority).fetch_all(pool).await)
        .map_err(Error::of("list accounts"))
}

/// Adds an account; one with the same e-mail address is replaced.
pub async fn save(tx: &mut Tx, account: &AccountRow) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO account (id, authority, email, name, role, worker_id, person_id, password_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (email) DO UPDATE SET authority = excluded.authority, name = excluded.name, role = excluded.role,
         worker_id = excluded.worker_id, person_id = excluded.person_id, password_hash = excluded.password_hash, failed_attempts = 0, locked_until = NULL,
         closes_on = NULL",
    )
    .bind(account.id)
    .bind(&account.authority)
    .bind(account.email.trim().to_lowercase())
    .bind(&account.name)
    .bind(&account.role)
    .bind(account.worker_id)
    .bind(account.person_id)
    .bind(&account.password_hash)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("save an account"))
}

/// Notes one more failed attempt and gives how many there have been since the last success.
pub async fn note_failure(tx: &mut Tx, id: Uuid) -> Result<i64, Error> {
    on_tx!(tx, connection => sqlx::query_scalar("UPDATE account SET failed_attempts = failed_attempts + 1 WHERE id = $1 RETURNING failed_attempts")
        .bind(id)
        .fetch_one(connection)
        .await)
    .map_err(Error::of("note a failed sign-in"))
}

/// Locks the account until a moment.
pub async fn lock(tx: &mut Tx, id: Uuid, until: Timestamp) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("UPDATE account SET locked_until = $1, failed_attempts = 0 WHERE id = $2")
        .bind(to_micros(until))
        .bind(id)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("lock an account"))
}

/// Notes a success: the count of failures starts again.
pub async fn note_success(tx: &mut Tx, id: Uuid) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE id = $1")
        .bind(id)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("note a sign-in"))
}

/// Closes the accounts of a worker from a day, or opens them again. Gives how many there are.
pub async fn close_from(tx: &mut Tx, worker: Uuid, day: Option<Date>) -> Result<u64, Error> {
    on_tx!(tx, connection => sqlx::query("UPDATE account SET closes_on = $1 WHERE worker_id = $2")
        .bind(day.map(ToSqlx::to_sqlx))
        .bind(worker)
        .execute(connection)
        .await
        .map(|result| result.rows_affected()))
    .map_err(Error::of("close an account"))
}
