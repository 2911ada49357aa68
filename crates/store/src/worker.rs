//! Workers of an authority: personal advisers, social workers, youth advisers.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    event::is_among,
};

/// A worker as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerRecord {
    pub id: Uuid,
    pub authority: String,
    pub name: String,
    pub role: String,
    pub team: String,
    pub locality: String,
    pub email: String,
    pub starts_on: Option<jiff::civil::Date>,
    pub ends_on: Option<jiff::civil::Date>,
}

#[derive(sqlx::FromRow)]
struct WorkerRow {
    id: Uuid,
    authority: String,
    name: String,
    role: String,
    team: String,
    locality: String,
    email: String,
    starts_on: Option<jiff_sqlx::Date>,
    ends_on: Option<jiff_sqlx::Date>,
}

/// The workers of an authority, by name.
pub async fn list(db: &Db, authority: &str) -> Result<Vec<WorkerRecord>, Error> {
    let rows: Vec<WorkerRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM worker WHERE authority = $1 ORDER BY name, id")
        .bind(authority)
        .fetch_all(pool)
        .await)
        .map_err(Error::of("list workers"))?;
    Ok(rows
        .into_iter()
        .map(|row| WorkerRecord {
            id: row.id,
            authority: row.authority,
            name: row.name,
            role: row.role,
            team: row.team,
            locality: row.locality,
            email: row.email,
            starts_on: row.starts_on.map(jiff_sqlx::Date::to_jiff),
            ends_on: row.ends_on.map(jiff_sqlx::Date::to_jiff),
        })
        .collect())
}

/// The names of some workers of an authority.
pub async fn names(
    db: &Db,
    authority: &str,
    workers: &[Uuid],
) -> Result<HashMap<Uuid, String>, Error> {
    let mut names = HashMap::with_capacity(workers.len());
    for chunk in workers.chunks(1_000) {
        let rows: Vec<(Uuid, String)> = on_pool!(db, pool => {
            let mut query = QueryBuilder::new("SELECT id, name FROM worker WHERE authority = ");
            query.push_bind(authority).push(" AND id");
            is_among(&mut query, chunk);
            query.build_query_as().fetch_all(pool).await
        })
        .map_err(Error::of("read the names of workers"))?;
        names.extend(rows);
    }
    Ok(names)
}

/// The workers of an authority who have left by a day.
pub async fn who_left(db: &Db, authority: &str, day: Date) -> Result<Vec<Uuid>, Error> {
    on_pool!(db, pool => sqlx::query_scalar("SELECT id FROM worker WHERE authority = $1 AND ends_on <= $2")
        .bind(authority)
        .bind(day.to_sqlx())
        .fetch_all(pool)
        .await)
        .map_err(Error::of("read who has left"))
}

/// Adds a worker, or brings one up to date. `false`, with nothing written, when the worker is another authority's.
pub async fn save(tx: &mut Tx, worker: &WorkerRecord) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO worker (id, authority, name, role, team, locality, email, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, team = excluded.team, locality = excluded.locality,
         email = excluded.email, starts_on = excluded.starts_on, ends_on = excluded.ends_on
         WHERE worker.authority = excluded.authority",
    )
    .bind(worker.id)
    .bind(&worker.authority)
    .bind(&worker.name)
    .bind(&worker.role)
    .bind(&worker.team)
    .bind(&worker.locality)
    .bind(&worker.email)
    .bind(worker.starts_on.map(ToSqlx::to_sqlx))
    .bind(worker.ends_on.map(ToSqlx::to_sqlx))
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("save a worker"))
}
