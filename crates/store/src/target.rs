//! Targets that an authority has set itself for a measure in a year.

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
};

/// A target as kept, in hundredths of a percent so that nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TargetRow {
    pub authority: String,
    pub measure: String,
    pub year: i64,
    pub percent_hundredths: i64,
    /// How far off still counts as within tolerance.
    pub tolerance_hundredths: i64,
    pub source: String,
}

/// The targets of an authority, newest year first.
pub async fn list(db: &Db, authority: &str) -> Result<Vec<TargetRow>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT * FROM measure_target WHERE authority = $1 ORDER BY measure, year DESC")
        .bind(authority)
        .fetch_all(pool)
        .await)
    .map_err(Error::of("list targets"))
}

/// Sets a target; one for the same year is replaced.
pub async fn save(tx: &mut Tx, target: &TargetRow) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO measure_target (authority, measure, year, percent_hundredths, tolerance_hundredths, source) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (authority, measure, year) DO UPDATE SET percent_hundredths = excluded.percent_hundredths,
         tolerance_hundredths = excluded.tolerance_hundredths, source = excluded.source",
    )
    .bind(&target.authority)
    .bind(&target.measure)
    .bind(target.year)
    .bind(target.percent_hundredths)
    .bind(target.tolerance_hundredths)
    .bind(&target.source)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("set a target"))
}
