//! Spells as kept: every version of every dated fact, with who recorded it and what took its place.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use leaving_care::{
    source::Standing,
    spell_value::{SpellKind, SpellValue},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{Recorded, from_micros, to_micros},
    person::Stamp,
};

/// A spell as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpellRecord {
    pub id: Uuid,
    pub person: Uuid,
    pub value: SpellValue,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
    pub standing: Standing,
    pub stamp: Stamp,
    /// When and by whom it was corrected or withdrawn, and why.
    pub superseded: Option<Superseded>,
}

/// That something recorded no longer counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    pub at: Timestamp,
    pub by: String,
    /// What took its place; `None` when it was withdrawn.
    pub replaced_by: Option<Uuid>,
    pub reason: String,
}

/// The columns in which a table says so: the same in each table that keeps every version.
#[derive(sqlx::FromRow)]
pub(crate) struct SupersededRow {
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    replaced_by: Option<Uuid>,
    reason: String,
}

impl SupersededRow {
    pub(crate) fn read(self) -> Option<Superseded> {
        self.superseded_at.map(|at| Superseded {
            at: from_micros(at),
            by: self.superseded_by.unwrap_or_default(),
            replaced_by: self.replaced_by,
            reason: self.reason,
        })
    }
}

#[derive(sqlx::FromRow)]
struct SpellRow {
    id: Uuid,
    person_id: Uuid,
    kind: String,
    code: String,
    details: String,
    starts_on: jiff_sqlx::Date,
    ends_on: Option<jiff_sqlx::Date>,
    standing: String,
    source: String,
    recorded_at: i64,
    recorded_by: String,
    #[sqlx(flatten)]
    superseded: SupersededRow,
}

impl SpellRow {
    fn read(self) -> Result<SpellRecord, Error> {
        let unreadable = || Error::Unreadable { what: "a spell" };
        let kind: SpellKind = self.kind.parse().map_err(|()| unreadable())?;
        Ok(SpellRecord {
            id: self.id,
            person: self.person_id,
            value: SpellValue::from_parts(kind, &self.code, &self.details)
                .ok_or_else(unreadable)?,
            starts_on: self.starts_on.to_jiff(),
            ends_on: self.ends_on.map(jiff_sqlx::Date::to_jiff),
            standing: self.standing.parse().map_err(|()| unreadable())?,
            stamp: Stamp {
                at: from_micros(self.recorded_at),
                by: self.recorded_by,
                source: self.source,
            },
            superseded: self.superseded.read(),
        })
    }
}

/// The spells of a person as they stand, or as they were known at a moment, oldest first.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Vec<SpellRecord>, Error> {
    let rows: Vec<SpellRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM spell WHERE person_id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2)
         ORDER BY starts_on, id",
    )
    .bind(person)
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a person's spells"))?;
    rows.into_iter().map(SpellRow::read).collect()
}

/// The spells of everybody in an authority as they were known at a moment.
pub async fn of_authority(
    db: &Db,
    authority: &str,
    known_at: Timestamp,
) -> Result<Vec<SpellRecord>, Error> {
    let rows: Vec<SpellRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM spell WHERE authority = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2)
         ORDER BY person_id, starts_on, source, id",
    )
    .bind(authority)
    .bind(to_micros(known_at))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the spells of an authority"))?;
    rows.into_iter().map(SpellRow::read).collect()
}

/// Every version of every spell of a person, newest recording first: the history of changes.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<SpellRecord>, Error> {
    let rows: Vec<SpellRow> = on_pool!(db, pool => sqlx::query_as("SELECT * FROM spell WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC")
        .bind(person)
        .fetch_all(pool)
        .await)
    .map_err(Error::of("read a person's history"))?;
    rows.into_iter().map(SpellRow::read).collect()
}

/// One spell, whether it still stands or not.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<SpellRecord>, Error> {
    let row: Option<SpellRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM spell WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a spell"))?;
    row.map(SpellRow::read).transpose()
}

/// The spells of a whole authority that came from sources with this beginning ("ssda903 oc3 "), as they stand. A beginning that is a
/// whole word ends with its space: "ssd" would find "ssda903" too.
pub async fn of_source(
    db: &Db,
    authority: &str,
    source_beginning: &str,
) -> Result<Vec<SpellRecord>, Error> {
    let rows: Vec<SpellRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM spell WHERE authority = $1 AND superseded_at IS NULL AND SUBSTR(source, 1, LENGTH($2)) = $2
         ORDER BY person_id, starts_on, id",
    )
    .bind(authority)
    .bind(source_beginning)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read spells by source"))?;
    rows.into_iter().map(SpellRow::read).collect()
}

/// Spells from such sources that somebody has corrected or withdrawn by hand since: what took their place comes from elsewhere.
pub async fn set_aside_by_hand(
    db: &Db,
    authority: &str,
    source_beginning: &str,
) -> Result<Vec<SpellRecord>, Error> {
    let rows: Vec<SpellRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT spell.* FROM spell LEFT JOIN spell AS replacement ON replacement.id = spell.replaced_by
         WHERE spell.authority = $1 AND spell.superseded_at IS NOT NULL AND SUBSTR(spell.source, 1, LENGTH($2)) = $2
         AND (replacement.id IS NULL OR SUBSTR(replacement.source, 1, LENGTH($2)) <> $2)",
    )
    .bind(authority)
    .bind(source_beginning)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read spells corrected by hand"))?;
    rows.into_iter().map(SpellRow::read).collect()
}

/// A spell to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpellToInsert {
    pub id: Uuid,
    pub person: Uuid,
    pub value: SpellValue,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
    pub standing: Standing,
    /// What it was read from; the stamp's source when empty.
    pub source: String,
}

/// Writes spells in one go.
pub async fn insert_many(
    tx: &mut Tx,
    authority: &str,
    spells: &[SpellToInsert],
    stamp: &Stamp,
) -> Result<(), Error> {
    let spells: Vec<_> = spells
        .iter()
        .map(|value| Recorded {
            value,
            at: stamp.at,
        })
        .collect();
    insert_recorded(tx, authority, &spells, stamp).await
}

/// Writes spells each of which was recorded at a moment of its own; the moment of the stamp is not used.
pub async fn insert_recorded(
    tx: &mut Tx,
    authority: &str,
    spells: &[Recorded<&SpellToInsert>],
    stamp: &Stamp,
) -> Result<(), Error> {
    for chunk in spells.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO spell (id, authority, person_id, kind, code, details, starts_on, ends_on, standing, source, recorded_at, recorded_by) ",
            );
            query.push_values(chunk, |mut row, Recorded { value: spell, at }| {
                row.push_bind(spell.id)
                    .push_bind(authority)
                    .push_bind(spell.person)
                    .push_bind(spell.value.kind().code())
                    .push_bind(spell.value.code())
                    .push_bind(spell.value.details_json())
                    .push_bind(spell.starts_on.to_sqlx())
                    .push_bind(spell.ends_on.map(ToSqlx::to_sqlx))
                    .push_bind(spell.standing.code())
                    .push_bind(if spell.source.is_empty() { &stamp.source } else { &spell.source })
                    .push_bind(to_micros(*at))
                    .push_bind(&stamp.by);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("record spells"))?;
    }
    Ok(())
}

/// Marks a spell as superseded. `false`, with nothing written, when somebody else has superseded it since.
pub async fn supersede(
    tx: &mut Tx,
    id: Uuid,
    replaced_by: Option<Uuid>,
    reason: &str,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE spell SET superseded_at = $1, superseded_by = $2, replaced_by = $3, reason = $4 WHERE id = $5 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(replaced_by)
    .bind(reason)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("correct a spell"))
}
