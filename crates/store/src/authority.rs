//! Authorities, and the data version under which results about their people may be kept.

use leaving_care::authority::Nation;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
};

/// An authority as kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AuthorityRow {
    /// Nine characters: "E10000017".
    pub code: String,
    /// Three digits: "888". Welsh authorities have none of the Department's; theirs is the nine-character code again.
    pub dfe_code: String,
    pub name: String,
    pub nation: String,
    pub region: String,
    pub data_version: i64,
}

impl AuthorityRow {
    pub fn nation(&self) -> Nation {
        self.nation.parse().unwrap_or(Nation::England)
    }
}

/// The authority with this nine-character or three-digit code.
pub async fn find(db: &Db, code: &str) -> Result<Option<AuthorityRow>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT * FROM authority WHERE code = $1 OR dfe_code = $1").bind(code).fetch_optional(pool).await)
        .map_err(Error::of("find an authority"))
}

/// All authorities that have people here, by name.
pub async fn with_people(db: &Db) -> Result<Vec<AuthorityRow>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM authority WHERE EXISTS (SELECT 1 FROM person WHERE person.authority = authority.code) ORDER BY name",
    )
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list authorities"))
}

/// The version under which everything about this authority's people now stands.
pub async fn data_version(db: &Db, code: &str) -> Result<i64, Error> {
    on_pool!(db, pool => sqlx::query_scalar("SELECT data_version FROM authority WHERE code = $1").bind(code).fetch_optional(pool).await)
        .map(|version: Option<i64>| version.unwrap_or(0))
        .map_err(Error::of("read the data version"))
}

/// Adds an authority, or brings its name and region up to date.
pub async fn save(tx: &mut Tx, authority: &AuthorityRow) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO authority (code, dfe_code, name, nation, region) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (code) DO UPDATE SET dfe_code = excluded.dfe_code, name = excluded.name, nation = excluded.nation, region = excluded.region",
    )
    .bind(&authority.code)
    .bind(&authority.dfe_code)
    .bind(&authority.name)
    .bind(&authority.nation)
    .bind(&authority.region)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("save an authority"))
}

/// Raises the data version for a write and gives the new one; people written about are then stamped with it.
pub async fn raise_version(tx: &mut Tx, code: &str) -> Result<i64, Error> {
    on_tx!(tx, connection => sqlx::query_scalar("UPDATE authority SET data_version = data_version + 1 WHERE code = $1 RETURNING data_version")
        .bind(code)
        .fetch_one(connection)
        .await)
    .map_err(Error::of("raise the data version"))
}
