//! Contacts with a young person: every version of each, with who recorded it and what took its place.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    by_person::{day, end_of_one_text, one_text, people_in},
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    event::{in_chunks, is_among, only_about, only_known},
    moment::{Recorded, from_micros, to_micros},
    person::Stamp,
    spell::Superseded,
};

/// A contact to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactToInsert {
    pub id: Uuid,
    pub person: Uuid,
    pub happened_on: Date,
    pub channel: &'static str,
    pub outcome: &'static str,
    pub worker_name: String,
    pub note: String,
}

/// A contact as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRecord {
    pub id: Uuid,
    pub person: Uuid,
    pub happened_on: Date,
    pub channel: String,
    pub outcome: String,
    pub worker_name: String,
    pub note: String,
    pub stamp: Stamp,
    /// When and by whom it was corrected or withdrawn, and why.
    pub superseded: Option<Superseded>,
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    person_id: Uuid,
    happened_on: jiff_sqlx::Date,
    channel: String,
    outcome: String,
    worker_name: String,
    note: String,
    source: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    replaced_by: Option<Uuid>,
    reason: String,
}

impl ContactRow {
    fn read(self) -> ContactRecord {
        ContactRecord {
            id: self.id,
            person: self.person_id,
            happened_on: self.happened_on.to_jiff(),
            channel: self.channel,
            outcome: self.outcome,
            worker_name: self.worker_name,
            note: self.note,
            stamp: Stamp {
                at: from_micros(self.recorded_at),
                by: self.recorded_by,
                source: self.source,
            },
            superseded: self.superseded_at.map(|at| Superseded {
                at: from_micros(at),
                by: self.superseded_by.unwrap_or_default(),
                replaced_by: self.replaced_by,
                reason: self.reason,
            }),
        }
    }
}

/// The contacts of a person up to a day, newest first, from before a given one.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    until: Date,
    known_at: Option<Timestamp>,
    before: Option<(Date, Uuid)>,
    limit: u32,
) -> Result<Vec<ContactRecord>, Error> {
    let (before_day, before_id) = before.unwrap_or((Date::MAX, Uuid::max()));
    let rows: Vec<ContactRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM contact
         WHERE person_id = $1 AND happened_on <= $2 AND recorded_at <= $3 AND (superseded_at IS NULL OR superseded_at > $3)
         AND (happened_on, id) < ($4, $5)
         ORDER BY happened_on DESC, id DESC LIMIT $6",
    )
    .bind(person)
    .bind(until.to_sqlx())
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .bind(before_day.to_sqlx())
    .bind(before_id)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read contacts"))?;
    Ok(rows.into_iter().map(ContactRow::read).collect())
}

/// One contact, whether it still stands or not.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<ContactRecord>, Error> {
    let row: Option<ContactRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM contact WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a contact"))?;
    Ok(row.map(ContactRow::read))
}

/// Every version of every contact with a person, newest recording first.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<ContactRecord>, Error> {
    let rows: Vec<ContactRow> = on_pool!(db, pool => sqlx::query_as("SELECT * FROM contact WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC")
        .bind(person)
        .fetch_all(pool)
        .await)
    .map_err(Error::of("read the history of contacts"))?;
    Ok(rows.into_iter().map(ContactRow::read).collect())
}

/// The days of a person's contacts up to a day, oldest first, each with its outcome.
pub async fn days_of(
    db: &Db,
    person: Uuid,
    until: Date,
    known_at: Option<Timestamp>,
) -> Result<Vec<(Date, String)>, Error> {
    let rows: Vec<(jiff_sqlx::Date, String)> = on_pool!(db, pool => sqlx::query_as(
        "SELECT happened_on, outcome FROM contact
         WHERE person_id = $1 AND happened_on <= $2 AND recorded_at <= $3 AND (superseded_at IS NULL OR superseded_at > $3)
         ORDER BY happened_on",
    )
    .bind(person)
    .bind(until.to_sqlx())
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the days of contacts"))?;
    Ok(rows
        .into_iter()
        .map(|(day, outcome)| (day.to_jiff(), outcome))
        .collect())
}

/// The days of contacts in which somebody took part, as rules read them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TookPart {
    pub person: Uuid,
    pub face_to_face: Vec<Date>,
    /// By telephone, message or letter.
    pub at_a_distance: Vec<Date>,
}

/// The days face to face, and those by telephone, message or letter.
const DAYS: [&str; 2] = [
    "string_agg(CAST(happened_on AS TEXT), ' ') FILTER (WHERE channel = 'face_to_face')",
    "string_agg(CAST(happened_on AS TEXT), ' ') FILTER (WHERE channel <> 'face_to_face')",
];

/// The contacts in which the young person took part, of everybody in an authority or of some of its people: as they stand, or as they
/// were known at a moment.
pub async fn took_part(
    db: &Db,
    authority: &str,
    people: Option<&[Uuid]>,
    known_at: Option<Timestamp>,
) -> Result<Vec<TookPart>, Error> {
    let mut contacts = Vec::new();
    for chunk in in_chunks(people) {
        let text: Option<String> = on_pool!(db, pool => {
            let mut query = QueryBuilder::new(one_text(db.id_as_text(), "contact", &DAYS));
            query.push(" WHERE outcome = 'took_part' AND authority = ").push_bind(authority);
            only_known(&mut query, known_at);
            only_about(&mut query, chunk);
            query.push(end_of_one_text("contact"));
            query.build_query_scalar().fetch_one(pool).await
        })
        .map_err(Error::of("read the contacts of an authority"))?;
        contacts.extend(
            people_in(text.as_deref()).map(|(person, mut parts)| TookPart {
                person,
                face_to_face: days(parts.next()),
                at_a_distance: days(parts.next()),
            }),
        );
    }
    Ok(contacts)
}

/// The days of a text in which the database has put them one after another.
pub(crate) fn days(text: &str) -> Vec<Date> {
    text.split(' ').filter_map(day).collect()
}

/// Writes contacts in one go.
pub async fn insert_many(
    tx: &mut Tx,
    authority: &str,
    contacts: &[ContactToInsert],
    stamp: &Stamp,
) -> Result<(), Error> {
    let contacts: Vec<_> = contacts
        .iter()
        .map(|value| Recorded {
            value,
            at: stamp.at,
        })
        .collect();
    insert_recorded(tx, authority, &contacts, stamp).await
}

/// Writes contacts each of which was recorded at a moment of its own; the moment of the stamp is not used.
pub async fn insert_recorded(
    tx: &mut Tx,
    authority: &str,
    contacts: &[Recorded<&ContactToInsert>],
    stamp: &Stamp,
) -> Result<(), Error> {
    for chunk in contacts.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO contact (id, authority, person_id, happened_on, channel, outcome, worker_name, note, source, recorded_at, recorded_by) ",
            );
            query.push_values(chunk, |mut row, Recorded { value: contact, at }| {
                row.push_bind(contact.id)
                    .push_bind(authority)
                    .push_bind(contact.person)
                    .push_bind(contact.happened_on.to_sqlx())
                    .push_bind(contact.channel)
                    .push_bind(contact.outcome)
                    .push_bind(&contact.worker_name)
                    .push_bind(&contact.note)
                    .push_bind(&stamp.source)
                    .push_bind(to_micros(*at))
                    .push_bind(&stamp.by);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("record contacts"))?;
    }
    Ok(())
}

/// Marks a contact as superseded. `false`, with nothing written, when somebody else has superseded it since.
pub async fn supersede(
    tx: &mut Tx,
    id: Uuid,
    replaced_by: Option<Uuid>,
    reason: &str,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE contact SET superseded_at = $1, superseded_by = $2, replaced_by = $3, reason = $4 WHERE id = $5 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(replaced_by)
    .bind(reason)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("correct a contact"))
}

/// Those of the given contacts that were never recorded: the same person, day, channel and note. One that somebody has corrected or
/// withdrawn since does not come back.
pub async fn unknown_only(
    tx: &mut Tx,
    contacts: &[ContactToInsert],
) -> Result<Vec<ContactToInsert>, Error> {
    let mut unknown = Vec::new();
    for contact in contacts {
        let known: i64 = on_tx!(tx, connection => sqlx::query_scalar(
            "SELECT COUNT(*) FROM contact WHERE person_id = $1 AND happened_on = $2 AND channel = $3 AND note = $4",
        )
        .bind(contact.person)
        .bind(contact.happened_on.to_sqlx())
        .bind(contact.channel)
        .bind(&contact.note)
        .fetch_one(connection)
        .await)
        .map_err(Error::of("look for a contact"))?;
        if known == 0 {
            unknown.push(contact.clone());
        }
    }
    Ok(unknown)
}

/// The last contact in which each of the given people took part, up to a day.
pub async fn last_of(db: &Db, people: &[Uuid], until: Date) -> Result<Vec<(Uuid, Date)>, Error> {
    let mut last = Vec::with_capacity(people.len());
    for chunk in people.chunks(1_000) {
        let rows: Vec<(Uuid, Option<jiff_sqlx::Date>)> = on_pool!(db, pool => {
            let mut query = QueryBuilder::new(
                "SELECT person.id, (SELECT happened_on FROM contact WHERE contact.person_id = person.id AND superseded_at IS NULL
                 AND outcome = 'took_part' AND happened_on <= ",
            );
            query.push_bind(until.to_sqlx()).push(" ORDER BY happened_on DESC LIMIT 1) FROM person WHERE person.id");
            is_among(&mut query, chunk);
            query.build_query_as().fetch_all(pool).await
        })
        .map_err(Error::of("read last contacts"))?;
        last.extend(
            rows.into_iter()
                .filter_map(|(person, day)| Some((person, day?.to_jiff()))),
        );
    }
    Ok(last)
}
