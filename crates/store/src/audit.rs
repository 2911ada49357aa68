//! The audit log: who did or read what, and when. Rows are only ever added.

use jiff::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// Something that somebody did or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    pub at: Timestamp,
    /// `None` for the command line and for what the system does by itself.
    pub account: Option<Uuid>,
    pub actor: String,
    pub role: String,
    pub authority: String,
    pub action: String,
    pub person: Option<Uuid>,
    /// Ids and counts only, never names or notes.
    pub detail: String,
}

/// Adds events in one go.
pub async fn insert_many(tx: &mut Tx, events: &[AuditEvent]) -> Result<(), Error> {
    for chunk in events.chunks(1_000) {
        on_tx!(tx, connection => {
            let mut query =
                QueryBuilder::new("INSERT INTO audit_event (id, happened_at, account_id, actor, role, authority, action, person_id, detail) ");
            query.push_values(chunk, |mut row, event| {
                row.push_bind(Uuid::now_v7())
                    .push_bind(to_micros(event.at))
                    .push_bind(event.account)
                    .push_bind(&event.actor)
                    .push_bind(&event.role)
                    .push_bind(&event.authority)
                    .push_bind(&event.action)
                    .push_bind(event.person)
                    .push_bind(&event.detail);
            });
            query.build().execute(connection).await.map(drop)
        })
        .map_err(Error::of("write to the audit log"))?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct AuditRow {
    happened_at: i64,
    account_id: Option<Uuid>,
    actor: String,
    role: String,
    authority: String,
    action: String,
    person_id: Option<Uuid>,
    detail: String,
}

impl AuditRow {
    fn read(self) -> AuditEvent {
        AuditEvent {
            at: from_micros(self.happened_at),
            account: self.account_id,
            actor: self.actor,
            role: self.role,
            authority: self.authority,
            action: self.action,
            person: self.person_id,
            detail: self.detail,
        }
    }
}

/// What was done or read about a person, newest first.
pub async fn about_person(db: &Db, person: Uuid, limit: u32) -> Result<Vec<AuditEvent>, Error> {
    let rows: Vec<AuditRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM audit_event WHERE person_id = $1 ORDER BY happened_at DESC LIMIT $2",
    )
    .bind(person)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the audit log"))?;
    Ok(rows.into_iter().map(AuditRow::read).collect())
}

/// The last events of an authority, newest first; with `action_beginning` only those ("spell" for what was recorded or corrected).
pub async fn latest(
    db: &Db,
    authority: &str,
    action_beginning: &str,
    limit: u32,
) -> Result<Vec<AuditEvent>, Error> {
    let rows: Vec<AuditRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM audit_event WHERE authority = $1 AND action LIKE $2 ORDER BY happened_at DESC LIMIT $3",
    )
    .bind(authority)
    .bind(format!("{action_beginning}%"))
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the audit log"))?;
    Ok(rows.into_iter().map(AuditRow::read).collect())
}

/// The last events with which somebody recorded or corrected something, newest first. Readings are many more: the index of changes
/// leaves them out, and names the same actions.
pub async fn latest_changes(
    db: &Db,
    authority: &str,
    limit: u32,
) -> Result<Vec<AuditEvent>, Error> {
    let rows: Vec<AuditRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM audit_event WHERE authority = $1 \
         AND action IN ('spell.record', 'spell.correct', 'spell.withdraw', 'contact.record', 'person.add', 'event.record') \
         ORDER BY happened_at DESC LIMIT $2",
    )
    .bind(authority)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read what changed last"))?;
    Ok(rows.into_iter().map(AuditRow::read).collect())
}
