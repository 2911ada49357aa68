//! What left the council about young people: to whom, why, which fields, about whom. Never what stood in the fields.

use jiff::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// A disclosure as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureRecord {
    pub id: Uuid,
    pub authority: String,
    pub at: Timestamp,
    pub account: Option<Uuid>,
    pub by: String,
    pub recipient: String,
    pub district: String,
    /// "page", "list", "file".
    pub way: String,
    pub purpose: String,
    /// Codes with commas between.
    pub fields: String,
    /// About how many people.
    pub people: i64,
}

#[derive(sqlx::FromRow)]
struct DisclosureRow {
    id: Uuid,
    authority: String,
    happened_at: i64,
    account_id: Option<Uuid>,
    by_whom: String,
    recipient: String,
    district: String,
    way: String,
    purpose: String,
    fields: String,
    people: i64,
}

impl DisclosureRow {
    fn read(self) -> DisclosureRecord {
        DisclosureRecord {
            id: self.id,
            authority: self.authority,
            at: from_micros(self.happened_at),
            account: self.account_id,
            by: self.by_whom,
            recipient: self.recipient,
            district: self.district,
            way: self.way,
            purpose: self.purpose,
            fields: self.fields,
            people: self.people,
        }
    }
}

/// Notes a disclosure about some people.
pub async fn insert(
    tx: &mut Tx,
    disclosure: &DisclosureRecord,
    people: &[Uuid],
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO disclosure (id, authority, happened_at, account_id, by_whom, recipient, district, way, purpose, fields, people)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(disclosure.id)
    .bind(&disclosure.authority)
    .bind(to_micros(disclosure.at))
    .bind(disclosure.account)
    .bind(&disclosure.by)
    .bind(&disclosure.recipient)
    .bind(&disclosure.district)
    .bind(&disclosure.way)
    .bind(&disclosure.purpose)
    .bind(&disclosure.fields)
    .bind(disclosure.people)
    .execute(&mut *connection)
    .await
    .map(drop))
    .map_err(Error::of("note a disclosure"))?;
    for chunk in people.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("INSERT INTO disclosure_person (disclosure_id, person_id) ");
            query.push_values(chunk, |mut row, person| {
                row.push_bind(disclosure.id).push_bind(*person);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("note about whom a disclosure was"))?;
    }
    Ok(())
}

/// The last disclosures of an authority, the newest first.
pub async fn latest(db: &Db, authority: &str, limit: u32) -> Result<Vec<DisclosureRecord>, Error> {
    let rows: Vec<DisclosureRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM disclosure WHERE authority = $1 ORDER BY happened_at DESC, id DESC LIMIT $2",
    )
    .bind(authority)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the log of disclosures"))?;
    Ok(rows.into_iter().map(DisclosureRow::read).collect())
}

/// The last disclosures about a person, the newest first.
pub async fn about_person(
    db: &Db,
    person: Uuid,
    limit: u32,
) -> Result<Vec<DisclosureRecord>, Error> {
    let rows: Vec<DisclosureRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT disclosure.* FROM disclosure_person JOIN disclosure ON disclosure.id = disclosure_person.disclosure_id
         WHERE disclosure_person.person_id = $1 ORDER BY disclosure.happened_at DESC, disclosure.id DESC LIMIT $2",
    )
    .bind(person)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read disclosures about a person"))?;
    Ok(rows.into_iter().map(DisclosureRow::read).collect())
}

/// About whom a disclosure was.
pub async fn people_of(db: &Db, disclosure: Uuid) -> Result<Vec<Uuid>, Error> {
    on_pool!(db, pool => sqlx::query_scalar("SELECT person_id FROM disclosure_person WHERE disclosure_id = $1 ORDER BY person_id")
        .bind(disclosure)
        .fetch_all(pool)
        .await)
    .map_err(Error::of("read about whom a disclosure was"))
}
