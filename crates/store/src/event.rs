//! Events as kept: every version of each, with who recorded it and what took its place.

use std::{collections::HashMap, sync::Arc};

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use leaving_care::event::{Event, EventDetails, EventKind};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    by_person::{day, end_of_one_text, one_text, people_in},
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{Recorded, from_micros, to_micros},
    person::Stamp,
    spell::Superseded,
};

/// An event to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventToInsert {
    pub id: Uuid,
    pub person: Uuid,
    pub kind: EventKind,
    pub happened_on: Date,
    pub details: EventDetails,
    /// Empty: the source of the stamp.
    pub source: String,
}

/// An event as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    pub id: Uuid,
    pub person: Uuid,
    pub kind: EventKind,
    pub happened_on: Date,
    pub details: EventDetails,
    pub stamp: Stamp,
    /// When and by whom it was corrected or withdrawn, and why.
    pub superseded: Option<Superseded>,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    id: Uuid,
    person_id: Uuid,
    kind: String,
    happened_on: jiff_sqlx::Date,
    details: String,
    source: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
    replaced_by: Option<Uuid>,
    reason: String,
}

impl EventRow {
    fn read(self) -> Result<EventRecord, Error> {
        let unreadable = || Error::Unreadable { what: "an event" };
        Ok(EventRecord {
            id: self.id,
            person: self.person_id,
            kind: self.kind.parse().map_err(|()| unreadable())?,
            happened_on: self.happened_on.to_jiff(),
            details: serde_json::from_str(&self.details).map_err(|_| unreadable())?,
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
        })
    }
}

/// The events of a person up to a day as they stand, or as they were known at a moment, oldest first.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    until: Date,
    known_at: Option<Timestamp>,
) -> Result<Vec<EventRecord>, Error> {
    let rows: Vec<EventRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM event
         WHERE person_id = $1 AND happened_on <= $2 AND recorded_at <= $3 AND (superseded_at IS NULL OR superseded_at > $3)
         ORDER BY happened_on, id",
    )
    .bind(person)
    .bind(until.to_sqlx())
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a person's events"))?;
    rows.into_iter().map(EventRow::read).collect()
}

/// The events of a person, a line an event. What JSON writes has no tab and no new line in it.
const EVENTS: &str =
    "string_agg(kind || '\t' || CAST(happened_on AS TEXT) || '\t' || details, '\n')";

/// Details as they are written, read once for all events that say the same.
#[derive(Default)]
struct Read(HashMap<String, Option<Arc<EventDetails>>>);

impl Read {
    fn details(&mut self, text: &str) -> Result<Option<Arc<EventDetails>>, serde_json::Error> {
        if text == "{}" {
            return Ok(None);
        }
        if let Some(known) = self.0.get(text) {
            return Ok(known.clone());
        }
        let details: EventDetails = serde_json::from_str(text)?;
        let details = (!details.is_empty()).then(|| Arc::new(details));
        self.0.insert(text.to_owned(), details.clone());
        Ok(details)
    }

    /// `None` where the kind is not known here, or the details cannot be read.
    fn event(&mut self, line: &str) -> Option<Event> {
        let mut fields = line.splitn(3, '\t');
        let kind = fields.next()?.parse().ok()?;
        let on = day(fields.next()?)?;
        Some(Event {
            details: self.details(fields.next()?).ok()?,
            ..Event::new(kind, on)
        })
    }
}

/// The events of everybody in an authority, or of some of its people, in the form that rules read: as they stand, or as they were known
/// at a moment. Kinds that are not known here are left out.
pub async fn of_authority(
    db: &Db,
    authority: &str,
    people: Option<&[Uuid]>,
    known_at: Option<Timestamp>,
) -> Result<Vec<(Uuid, Vec<Event>)>, Error> {
    let mut events = Vec::new();
    let mut read = Read::default();
    for chunk in in_chunks(people) {
        let text: Option<String> = on_pool!(db, pool => {
            let mut query = QueryBuilder::new(one_text(db.id_as_text(), "event", &[EVENTS]));
            query.push(" WHERE authority = ").push_bind(authority);
            only_known(&mut query, known_at);
            only_about(&mut query, chunk);
            query.push(end_of_one_text("event"));
            query.build_query_scalar().fetch_one(pool).await
        })
        .map_err(Error::of("read the events of an authority"))?;
        events.extend(people_in(text.as_deref()).map(|(person, mut parts)| {
            let of_person = parts.next().lines().filter_map(|line| read.event(line));
            (person, of_person.collect())
        }));
    }
    Ok(events)
}

/// Everybody at once, or so many people as one statement may name.
pub(crate) fn in_chunks(people: Option<&[Uuid]>) -> Vec<Option<&[Uuid]>> {
    match people {
        None => vec![None],
        Some(people) => people.chunks(1_000).map(Some).collect(),
    }
}

/// Narrows a question about an authority's rows to those that stand, or stood at a moment.
pub(crate) fn only_known<Engine>(query: &mut QueryBuilder<Engine>, known_at: Option<Timestamp>)
where
    Engine: sqlx::Database,
    i64: for<'value> sqlx::Encode<'value, Engine> + sqlx::Type<Engine>,
{
    match known_at.map(to_micros) {
        None => {
            query.push(" AND superseded_at IS NULL");
        }
        Some(moment) => {
            query
                .push(" AND recorded_at <= ")
                .push_bind(moment)
                .push(" AND (superseded_at IS NULL OR superseded_at > ")
                .push_bind(moment)
                .push(")");
        }
    }
}

/// Narrows it to some people.
pub(crate) fn only_about<Engine>(query: &mut QueryBuilder<Engine>, people: Option<&[Uuid]>)
where
    Engine: sqlx::Database,
    Uuid: for<'value> sqlx::Encode<'value, Engine> + sqlx::Type<Engine>,
{
    if let Some(people) = people {
        query.push(" AND person_id");
        is_among(query, people);
    }
}

/// After a column of ids: that it is one of these. There must be one at the least.
pub(crate) fn is_among<Engine>(query: &mut QueryBuilder<Engine>, ids: &[Uuid])
where
    Engine: sqlx::Database,
    Uuid: for<'value> sqlx::Encode<'value, Engine> + sqlx::Type<Engine>,
{
    query.push(" IN (");
    let mut listed = query.separated(", ");
    for id in ids {
        listed.push_bind(*id);
    }
    query.push(")");
}

/// One event, whether it still stands or not.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<EventRecord>, Error> {
    let row: Option<EventRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM event WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find an event"))?;
    row.map(EventRow::read).transpose()
}

/// Every version of every event of a person, newest recording first.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<EventRecord>, Error> {
    let rows: Vec<EventRow> = on_pool!(db, pool => sqlx::query_as("SELECT * FROM event WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC")
        .bind(person)
        .fetch_all(pool)
        .await)
    .map_err(Error::of("read the history of events"))?;
    rows.into_iter().map(EventRow::read).collect()
}

/// Writes events in one go.
pub async fn insert_many(
    tx: &mut Tx,
    authority: &str,
    events: &[EventToInsert],
    stamp: &Stamp,
) -> Result<(), Error> {
    let events: Vec<_> = events
        .iter()
        .map(|value| Recorded {
            value,
            at: stamp.at,
        })
        .collect();
    insert_recorded(tx, authority, &events, stamp).await
}

/// Writes events each of which was recorded at a moment of its own; the moment of the stamp is not used.
pub async fn insert_recorded(
    tx: &mut Tx,
    authority: &str,
    events: &[Recorded<&EventToInsert>],
    stamp: &Stamp,
) -> Result<(), Error> {
    for chunk in events.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO event (id, authority, person_id, kind, happened_on, details, source, recorded_at, recorded_by) ",
            );
            query.push_values(chunk, |mut row, Recorded { value: event, at }| {
                row.push_bind(event.id)
                    .push_bind(authority)
                    .push_bind(event.person)
                    .push_bind(event.kind.code())
                    .push_bind(event.happened_on.to_sqlx())
                    .push_bind(serde_json::to_string(&event.details).unwrap_or_default())
                    .push_bind(if event.source.is_empty() { &stamp.source } else { &event.source })
                    .push_bind(to_micros(*at))
                    .push_bind(&stamp.by);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("record events"))?;
    }
    Ok(())
}

/// Marks an event as superseded. `false`, with nothing written, when somebody else has superseded it since.
pub async fn supersede(
    tx: &mut Tx,
    id: Uuid,
    replaced_by: Option<Uuid>,
    reason: &str,
    stamp: &Stamp,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE event SET superseded_at = $1, superseded_by = $2, replaced_by = $3, reason = $4 WHERE id = $5 AND superseded_at IS NULL",
    )
    .bind(to_micros(stamp.at))
    .bind(&stamp.by)
    .bind(replaced_by)
    .bind(reason)
    .bind(id)
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("correct an event"))
}

/// Withdraws those of the given events that still stand; gives the people whose they are.
pub async fn withdraw_many(
    tx: &mut Tx,
    authority: &str,
    ids: &[Uuid],
    reason: &str,
    stamp: &Stamp,
) -> Result<Vec<Uuid>, Error> {
    let mut people = Vec::new();
    for id in ids {
        let person: Option<Uuid> = on_tx!(tx, connection => sqlx::query_scalar(
            "UPDATE event SET superseded_at = $1, superseded_by = $2, reason = $3
             WHERE id = $4 AND authority = $5 AND superseded_at IS NULL RETURNING person_id",
        )
        .bind(to_micros(stamp.at))
        .bind(&stamp.by)
        .bind(reason)
        .bind(id)
        .bind(authority)
        .fetch_optional(connection)
        .await)
        .map_err(Error::of("withdraw events"))?;
        people.extend(person);
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
