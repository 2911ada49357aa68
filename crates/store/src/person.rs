//! People: names and details with their history, identifiers, and the lists by which workers find them.

use std::collections::HashSet;

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use leaving_care::person::{IdentifierKind, PersonDetails, fold};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{Recorded, from_micros, to_micros},
};

/// Who wrote something, when, and from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub at: Timestamp,
    pub by: String,
    pub source: String,
}

/// A version of what is known of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonVersion {
    pub id: Uuid,
    pub person: Uuid,
    pub authority: String,
    pub details: PersonDetails,
    pub stamp: Stamp,
    pub superseded_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct DetailsRow {
    id: Uuid,
    person_id: Uuid,
    authority: String,
    details: String,
    source: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
}

impl DetailsRow {
    fn read(self) -> Result<PersonVersion, Error> {
        Ok(PersonVersion {
            id: self.id,
            person: self.person_id,
            authority: self.authority,
            details: serde_json::from_str(&self.details)
                .map_err(|_| Error::Unreadable { what: "a person" })?,
            stamp: Stamp {
                at: from_micros(self.recorded_at),
                by: self.recorded_by,
                source: self.source,
            },
            superseded_at: self.superseded_at.map(from_micros),
        })
    }
}

/// What is known of a person now, or was known at a moment.
pub async fn find(
    db: &Db,
    person: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Option<PersonVersion>, Error> {
    let known_at = known_at.map_or(i64::MAX, to_micros);
    let row: Option<DetailsRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, person_id, authority, details, source, recorded_at, recorded_by, superseded_at FROM person_details
         WHERE person_id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2)
         ORDER BY recorded_at DESC LIMIT 1",
    )
    .bind(person)
    .bind(known_at)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("find a person"))?;
    row.map(DetailsRow::read).transpose()
}

/// Every version of what was known of a person, newest first.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<PersonVersion>, Error> {
    let rows: Vec<DetailsRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, person_id, authority, details, source, recorded_at, recorded_by, superseded_at FROM person_details
         WHERE person_id = $1 ORDER BY recorded_at DESC",
    )
    .bind(person)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a person's history"))?;
    rows.into_iter().map(DetailsRow::read).collect()
}

/// What is known of everybody in an authority now.
pub async fn all_current(db: &Db, authority: &str) -> Result<Vec<PersonVersion>, Error> {
    let rows: Vec<DetailsRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, person_id, authority, details, source, recorded_at, recorded_by, superseded_at FROM person_details
         WHERE authority = $1 AND superseded_at IS NULL",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read people"))?;
    rows.into_iter().map(DetailsRow::read).collect()
}

/// What was known of everybody in an authority at a moment.
pub async fn all_known_at(
    db: &Db,
    authority: &str,
    known_at: Timestamp,
) -> Result<Vec<PersonVersion>, Error> {
    let rows: Vec<DetailsRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, person_id, authority, details, source, recorded_at, recorded_by, superseded_at FROM person_details
         WHERE authority = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2)",
    )
    .bind(authority)
    .bind(to_micros(known_at))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read people"))?;
    rows.into_iter().map(DetailsRow::read).collect()
}

/// Adds people in one go; the ids and the data version are the caller's.
pub async fn insert_many(
    tx: &mut Tx,
    authority: &str,
    people: &[(Uuid, PersonDetails)],
    stamp: &Stamp,
    version: i64,
) -> Result<(), Error> {
    let people: Vec<_> = people
        .iter()
        .map(|(id, details)| Recorded {
            value: (*id, details),
            at: stamp.at,
        })
        .collect();
    insert_recorded(tx, authority, &people, stamp, version).await
}

/// Adds people each of whom became known at a moment of their own; the moment of the stamp is not used.
pub async fn insert_recorded(
    tx: &mut Tx,
    authority: &str,
    people: &[Recorded<(Uuid, &PersonDetails)>],
    stamp: &Stamp,
    version: i64,
) -> Result<(), Error> {
    for chunk in people.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("INSERT INTO person (id, authority, created_at, data_version) ");
            query.push_values(chunk, |mut row, Recorded { value: (id, _), at }| {
                row.push_bind(*id).push_bind(authority).push_bind(to_micros(*at)).push_bind(version);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("add people"))?;
    }
    for chunk in people.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO person_details (id, person_id, authority, given_name, family_name, preferred_name, search_name, date_of_birth,
                 locality, details, source, recorded_at, recorded_by) ",
            );
            query.push_values(chunk, |mut row, Recorded { value: (id, details), at }| {
                row.push_bind(Uuid::now_v7())
                    .push_bind(*id)
                    .push_bind(authority)
                    .push_bind(&details.given_name)
                    .push_bind(&details.family_name)
                    .push_bind(&details.preferred_name)
                    .push_bind(details.search_name())
                    .push_bind(details.date_of_birth.to_sqlx())
                    .push_bind(&details.locality)
                    .push_bind(serde_json::to_string(details).unwrap_or_default())
                    .push_bind(&stamp.source)
                    .push_bind(to_micros(*at))
                    .push_bind(&stamp.by);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("add people"))?;
    }
    Ok(())
}

/// Takes the place of the version `replaces`. `false`, with nothing written, when somebody else has changed the person since.
pub async fn supersede(
    tx: &mut Tx,
    replaces: Uuid,
    person: Uuid,
    authority: &str,
    details: &PersonDetails,
    stamp: &Stamp,
) -> Result<bool, Error> {
    let closed = on_tx!(tx, connection => sqlx::query(
            "UPDATE person_details SET superseded_at = $1 WHERE id = $2 AND person_id = $3 AND superseded_at IS NULL",
        )
        .bind(to_micros(stamp.at))
        .bind(replaces)
        .bind(person)
        .execute(connection)
        .await
        .map(|result| result.rows_affected()))
    .map_err(Error::of("change a person"))?;
    if closed == 0 {
        return Ok(false);
    }
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO person_details (id, person_id, authority, given_name, family_name, preferred_name, search_name, date_of_birth,
         locality, details, source, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(Uuid::now_v7())
    .bind(person)
    .bind(authority)
    .bind(&details.given_name)
    .bind(&details.family_name)
    .bind(&details.preferred_name)
    .bind(details.search_name())
    .bind(details.date_of_birth.to_sqlx())
    .bind(&details.locality)
    .bind(serde_json::to_string(details).unwrap_or_default())
    .bind(&stamp.source)
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("change a person"))?;
    Ok(true)
}

/// Marks people as changed under a data version, so that kept results about them are read again.
pub async fn stamp_version(tx: &mut Tx, people: &[Uuid], version: i64) -> Result<(), Error> {
    for chunk in people.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new("UPDATE person SET data_version = ");
            query.push_bind(version).push(" WHERE id IN (");
            let mut ids = query.separated(", ");
            for id in chunk {
                ids.push_bind(*id);
            }
            query.push(")");
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("mark people as changed"))?;
    }
    Ok(())
}

/// An identifier as kept: secret kinds hold ciphertext in `value`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct IdentifierRow {
    pub person_id: Uuid,
    pub kind: String,
    pub value: String,
    pub lookup: String,
}

/// An identifier as it was recorded once, whether it still stands or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentifierVersion {
    pub row: IdentifierRow,
    pub recorded_at: Timestamp,
    pub recorded_by: String,
    /// When it was changed or taken away, and by whom.
    pub superseded: Option<(Timestamp, String)>,
}

#[derive(sqlx::FromRow)]
struct IdentifierVersionRow {
    person_id: Uuid,
    kind: String,
    value: String,
    lookup: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
}

/// Every identifier that a person ever had here, newest first.
pub async fn identifier_history(db: &Db, person: Uuid) -> Result<Vec<IdentifierVersion>, Error> {
    let rows: Vec<IdentifierVersionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM person_identifier WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(person)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the history of identifiers"))?;
    let version = |row: IdentifierVersionRow| IdentifierVersion {
        row: IdentifierRow {
            person_id: row.person_id,
            kind: row.kind,
            value: row.value,
            lookup: row.lookup,
        },
        recorded_at: from_micros(row.recorded_at),
        recorded_by: row.recorded_by,
        superseded: row
            .superseded_at
            .map(|at| (from_micros(at), row.superseded_by.unwrap_or_default())),
    };
    Ok(rows.into_iter().map(version).collect())
}

/// Who of an authority has an identifier, by what it is searched by.
pub async fn holder_of_identifier(
    db: &Db,
    authority: &str,
    kind: IdentifierKind,
    lookup: &str,
) -> Result<Option<Uuid>, Error> {
    on_pool!(db, pool => sqlx::query_scalar(
        "SELECT person_id FROM person_identifier WHERE authority = $1 AND kind = $2 AND lookup = $3 AND superseded_at IS NULL",
    )
    .bind(authority)
    .bind(kind.code())
    .bind(lookup)
    .fetch_optional(pool)
    .await)
    .map_err(Error::of("look for an identifier"))
}

/// What an identifier is searched by: upper case, without spaces and without NUL, which PostgreSQL does not take.
pub fn lookup_of(value: &str) -> String {
    value
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '\0')
        .flat_map(char::to_uppercase)
        .collect()
}

/// The identifiers of a person.
pub async fn identifiers(db: &Db, person: Uuid) -> Result<Vec<IdentifierRow>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT person_id, kind, value, lookup FROM person_identifier WHERE person_id = $1 AND superseded_at IS NULL ORDER BY kind",
    )
    .bind(person)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read identifiers"))
}

/// All identifiers of one kind in an authority: how an import knows people again.
pub async fn identifiers_of_kind(
    db: &Db,
    authority: &str,
    kind: IdentifierKind,
) -> Result<Vec<IdentifierRow>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT person_id, kind, value, lookup FROM person_identifier WHERE authority = $1 AND kind = $2 AND superseded_at IS NULL",
    )
    .bind(authority)
    .bind(kind.code())
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read identifiers"))
}

/// All identifiers of one kind in an authority as they were known at a moment.
pub async fn identifiers_known_at(
    db: &Db,
    authority: &str,
    kind: IdentifierKind,
    known_at: Timestamp,
) -> Result<Vec<IdentifierRow>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT person_id, kind, value, lookup FROM person_identifier
         WHERE authority = $1 AND kind = $2 AND recorded_at <= $3 AND (superseded_at IS NULL OR superseded_at > $3)
         ORDER BY person_id, value",
    )
    .bind(authority)
    .bind(kind.code())
    .bind(to_micros(known_at))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read identifiers"))
}

/// Adds identifiers. One that another person of the authority already has is left out; gives how many were added.
pub async fn insert_identifiers(
    tx: &mut Tx,
    authority: &str,
    rows: &[IdentifierRow],
    stamp: &Stamp,
) -> Result<u64, Error> {
    let mut added = 0;
    for chunk in rows.chunks(1_000) {
        added += on_tx!(tx, connection => {
            let mut query =
                QueryBuilder::new("INSERT INTO person_identifier (id, person_id, authority, kind, value, lookup, recorded_at, recorded_by) ");
            query.push_values(chunk, |mut row, identifier| {
                row.push_bind(Uuid::now_v7())
                    .push_bind(identifier.person_id)
                    .push_bind(authority)
                    .push_bind(&identifier.kind)
                    .push_bind(&identifier.value)
                    .push_bind(&identifier.lookup)
                    .push_bind(to_micros(stamp.at))
                    .push_bind(&stamp.by);
            });
            query.push(" ON CONFLICT (authority, kind, lookup) WHERE superseded_at IS NULL DO NOTHING");
            query.build().execute(connection).await.map(|result| result.rows_affected())
        })
        .map_err(Error::of("add identifiers"))?;
    }
    Ok(added)
}

/// Closes one identifier of a person: it was wrong, or another takes its place.
pub async fn supersede_identifier(
    tx: &mut Tx,
    person: Uuid,
    kind: IdentifierKind,
    lookup: &str,
    stamp: &Stamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE person_identifier SET superseded_at = $1, superseded_by = $2
         WHERE person_id = $3 AND kind = $4 AND lookup = $5 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(person)
    .bind(kind.code())
    .bind(lookup)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("change an identifier"))
}

/// What a list of people may be asked for; empty fields ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonQuery {
    /// Words of a name, in any order.
    pub name: String,
    pub date_of_birth: Option<Date>,
    /// Any identifier, whole. Secret kinds are searched by `identifier_hash`.
    pub identifier: String,
    pub identifier_hash: String,
    pub locality: String,
    /// Only these people: what a rule has worked out beforehand.
    pub among: Option<Vec<Uuid>>,
    /// The last person of the page before, by `search_name` and id.
    pub after: Option<(String, Uuid)>,
    pub limit: u32,
}

/// A line of the list of people.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonLine {
    pub person_id: Uuid,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: String,
    pub search_name: String,
    pub date_of_birth: jiff_sqlx::Date,
    pub locality: String,
}

/// Of more people than this the database is not told who they are: it takes 32,766 values in one statement, and no more.
const MOST_IN_A_STATEMENT: usize = 10_000;

/// People of an authority in order of name, from after a given one: no page costs more than another.
pub async fn list(db: &Db, authority: &str, asked: &PersonQuery) -> Result<Vec<PersonLine>, Error> {
    match &asked.among {
        Some(among) if among.len() > MOST_IN_A_STATEMENT => {
            list_among_many(db, authority, asked, among).await
        }
        _ => list_page(db, authority, asked).await,
    }
}

/// The same when very many people are asked for: page after page of everybody, until enough of them are found.
async fn list_among_many(
    db: &Db,
    authority: &str,
    asked: &PersonQuery,
    among: &[Uuid],
) -> Result<Vec<PersonLine>, Error> {
    const PAGE: u32 = 5_000;
    let among: HashSet<&Uuid> = among.iter().collect();
    let limit = usize::try_from(asked.limit).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    let mut asked = PersonQuery {
        among: None,
        limit: PAGE,
        ..asked.clone()
    };
    loop {
        let page = list_page(db, authority, &asked).await?;
        asked.after = page
            .last()
            .map(|line| (line.search_name.clone(), line.person_id));
        let is_last = page.len() < PAGE as usize;
        found.extend(
            page.into_iter()
                .filter(|line| among.contains(&line.person_id)),
        );
        if is_last || found.len() >= limit {
            found.truncate(limit);
            return Ok(found);
        }
    }
}

async fn list_page(
    db: &Db,
    authority: &str,
    asked: &PersonQuery,
) -> Result<Vec<PersonLine>, Error> {
    let words: Vec<String> = fold(&asked.name)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| format!("%{word}%"))
        .collect();
    if words.is_empty() && !asked.name.trim().is_empty() {
        // Nobody is called "%".
        return Ok(Vec::new());
    }
    on_pool!(db, pool => {
        let mut query = QueryBuilder::new(
            "SELECT person_id, given_name, family_name, preferred_name, search_name, date_of_birth, locality FROM person_details
             WHERE superseded_at IS NULL AND authority = ",
        );
        query.push_bind(authority);
        for word in &words {
            query.push(" AND search_name LIKE ").push_bind(word);
        }
        if let Some(born) = asked.date_of_birth {
            query.push(" AND date_of_birth = ").push_bind(born.to_sqlx());
        }
        if !asked.locality.is_empty() {
            query.push(" AND locality = ").push_bind(&asked.locality);
        }
        if !asked.identifier.is_empty() {
            query
                .push(" AND person_id IN (SELECT person_id FROM person_identifier WHERE superseded_at IS NULL AND authority = ")
                .push_bind(authority)
                .push(" AND lookup IN (")
                .push_bind(lookup_of(&asked.identifier))
                .push(", ")
                .push_bind(&asked.identifier_hash)
                .push("))");
        }
        if let Some(among) = &asked.among {
            query.push(" AND person_id IN (");
            let mut ids = query.separated(", ");
            for id in among {
                ids.push_bind(*id);
            }
            if among.is_empty() {
                ids.push("NULL");
            }
            query.push(")");
        }
        if let Some((name, id)) = &asked.after {
            query.push(" AND (search_name, person_id) > (").push_bind(name).push(", ").push_bind(*id).push(")");
        }
        query.push(" ORDER BY search_name, person_id LIMIT ").push_bind(i64::from(asked.limit));
        query.build_query_as().fetch_all(pool).await
    })
    .map_err(Error::of("list people"))
}

/// Names and dates of birth of the given people of an authority; others are not there.
pub async fn lines(db: &Db, authority: &str, people: &[Uuid]) -> Result<Vec<PersonLine>, Error> {
    let mut lines = Vec::with_capacity(people.len());
    for chunk in people.chunks(5_000) {
        let asked = PersonQuery {
            among: Some(chunk.to_vec()),
            limit: u32::MAX,
            ..PersonQuery::default()
        };
        lines.extend(list(db, authority, &asked).await?);
    }
    Ok(lines)
}

/// How many people the authority has.
pub async fn count(db: &Db, authority: &str) -> Result<i64, Error> {
    on_pool!(db, pool => sqlx::query_scalar("SELECT COUNT(*) FROM person WHERE authority = $1").bind(authority).fetch_one(pool).await)
        .map_err(Error::of("count people"))
}
