//! Saved views: a list's filters under a name, for one account.

use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
};

/// The views of an account by name, each with its query string.
pub async fn list(db: &Db, account: Uuid) -> Result<Vec<(String, String)>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT name, query FROM saved_view WHERE account_id = $1 ORDER BY name").bind(account).fetch_all(pool).await)
        .map_err(Error::of("list saved views"))
}

/// Saves a view; one of the same name is replaced.
pub async fn save(tx: &mut Tx, account: Uuid, name: &str, query: &str) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO saved_view (account_id, name, query) VALUES ($1, $2, $3)
         ON CONFLICT (account_id, name) DO UPDATE SET query = excluded.query",
    )
    .bind(account)
    .bind(name)
    .bind(query)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("save a view"))
}

pub async fn delete(tx: &mut Tx, account: Uuid, name: &str) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query("DELETE FROM saved_view WHERE account_id = $1 AND name = $2")
        .bind(account)
        .bind(name)
        .execute(connection)
        .await
        .map(drop))
    .map_err(Error::of("remove a saved view"))
}
