//! Reminders that wait until a mail server took them, and how often each account wants them.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{
    account::AccountRow,
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::to_micros,
};

/// A reminder as kept; moments in microseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderRow {
    pub id: Uuid,
    pub account_id: Uuid,
    pub kind: String,
    pub day: Date,
    pub overdue: i64,
    pub due: i64,
    pub made_at: i64,
    pub next_try_at: i64,
    pub attempts: i64,
    pub outcome: Option<String>,
    pub ended_at: Option<i64>,
    pub last_answer: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    kind: String,
    day: jiff_sqlx::Date,
    overdue: i64,
    due: i64,
    made_at: i64,
    next_try_at: i64,
    attempts: i64,
    outcome: Option<String>,
    ended_at: Option<i64>,
    last_answer: String,
}

impl Row {
    fn read(self) -> ReminderRow {
        ReminderRow {
            id: self.id,
            account_id: self.account_id,
            kind: self.kind,
            day: self.day.to_jiff(),
            overdue: self.overdue,
            due: self.due,
            made_at: self.made_at,
            next_try_at: self.next_try_at,
            attempts: self.attempts,
            outcome: self.outcome,
            ended_at: self.ended_at,
            last_answer: self.last_answer,
        }
    }
}

/// How often an account wants a summary, and since when; `None` when nobody has chosen.
pub async fn choice(db: &Db, account: Uuid) -> Result<Option<(String, i64)>, Error> {
    on_pool!(db, pool => sqlx::query_as("SELECT frequency, chosen_at FROM reminder_choice WHERE account_id = $1")
        .bind(account)
        .fetch_optional(pool)
        .await)
    .map_err(Error::of("read a choice of reminders"))
}

/// Keeps how often an account wants a summary.
pub async fn choose(
    tx: &mut Tx,
    account: Uuid,
    frequency: &str,
    at: Timestamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO reminder_choice (account_id, frequency, chosen_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET frequency = excluded.frequency, chosen_at = excluded.chosen_at",
    )
    .bind(account)
    .bind(frequency)
    .bind(to_micros(at))
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("keep a choice of reminders"))
}

/// An account with what it chose, if it did.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Addressee {
    #[sqlx(flatten)]
    pub account: AccountRow,
    pub frequency: Option<String>,
    pub chosen_at: Option<i64>,
}

/// Every account that is open on a day.
pub async fn addressees(db: &Db, day: Date) -> Result<Vec<Addressee>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT account.*, reminder_choice.frequency, reminder_choice.chosen_at
         FROM account LEFT JOIN reminder_choice ON reminder_choice.account_id = account.id
         WHERE account.is_closed = FALSE AND (account.closes_on IS NULL OR account.closes_on > $1) ORDER BY account.id",
    )
    .bind(day.to_sqlx())
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list who wants reminders"))
}

/// The summaries made for a day or later: account, kind and day.
pub async fn summaries_since(db: &Db, day: Date) -> Result<Vec<(Uuid, String, Date)>, Error> {
    let rows: Vec<(Uuid, String, jiff_sqlx::Date)> = on_pool!(db, pool => sqlx::query_as(
        "SELECT account_id, kind, day FROM reminder WHERE day >= $1 AND about = ''",
    )
    .bind(day.to_sqlx())
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list the summaries that were made"))?;
    Ok(rows
        .into_iter()
        .map(|(account, kind, day)| (account, kind, day.to_jiff()))
        .collect())
}

/// A first missed appointment of a claim: authority, person, event.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FirstMiss {
    pub id: Uuid,
    pub authority: String,
    pub person_id: Uuid,
}

/// Missed appointments recorded since a moment that were the first of their claim. One before a claim began does not count for it.
pub async fn first_misses(
    db: &Db,
    since: Timestamp,
    happened_since: Date,
) -> Result<Vec<FirstMiss>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT miss.id, miss.authority, miss.person_id FROM event AS miss
         WHERE miss.kind = 'appointment_failed' AND miss.superseded_at IS NULL AND miss.recorded_at >= $1 AND miss.happened_on >= $2
         AND NOT EXISTS (
             SELECT 1 FROM event AS earlier
             WHERE earlier.person_id = miss.person_id AND earlier.kind = 'appointment_failed' AND earlier.superseded_at IS NULL
             AND (earlier.happened_on < miss.happened_on OR (earlier.happened_on = miss.happened_on AND earlier.id < miss.id))
             AND NOT EXISTS (
                 SELECT 1 FROM event AS claim
                 WHERE claim.person_id = miss.person_id AND claim.kind = 'claim_started' AND claim.superseded_at IS NULL
                 AND claim.happened_on > earlier.happened_on AND claim.happened_on <= miss.happened_on))
         ORDER BY miss.recorded_at, miss.id",
    )
    .bind(to_micros(since))
    .bind(happened_since.to_sqlx())
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list missed appointments"))
}

/// A reminder to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReminder {
    pub authority: String,
    pub account: Uuid,
    pub kind: &'static str,
    pub day: Date,
    pub about: String,
    pub overdue: i64,
    pub due: i64,
    /// "nothing_to_say" where there is nothing to send; it is kept all the same, so that nobody works it out again.
    pub outcome: Option<&'static str>,
}

/// Makes a reminder; `false`, with nothing written, when it was made before.
pub async fn insert(tx: &mut Tx, reminder: &NewReminder, at: Timestamp) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "INSERT INTO reminder (id, authority, account_id, kind, day, about, overdue, due, made_at, next_try_at, outcome, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, CAST($10 AS TEXT), CAST($11 AS BIGINT))
         ON CONFLICT (account_id, kind, day, about) DO NOTHING",
    )
    .bind(Uuid::now_v7())
    .bind(&reminder.authority)
    .bind(reminder.account)
    .bind(reminder.kind)
    .bind(reminder.day.to_sqlx())
    .bind(&reminder.about)
    .bind(reminder.overdue)
    .bind(reminder.due)
    .bind(to_micros(at))
    .bind(reminder.outcome)
    .bind(reminder.outcome.map(|_| to_micros(at)))
    .execute(connection)
    .await
    .map(|result| result.rows_affected() == 1))
    .map_err(Error::of("make a reminder"))
}

/// Whether a reminder about something was made already for anybody: about an event it is made once, whoever is the adviser by then.
pub async fn is_made_about(db: &Db, kind: &str, about: &str) -> Result<bool, Error> {
    on_pool!(db, pool => sqlx::query_scalar("SELECT COUNT(*) FROM reminder WHERE kind = $1 AND about = $2")
        .bind(kind)
        .bind(about)
        .fetch_one(pool)
        .await)
    .map(|count: i64| count > 0)
    .map_err(Error::of("look for a reminder"))
}

/// Takes the next reminder that waits, so that nobody else sends it until a moment. `None` when there is none.
///
/// The condition is said twice: on PostgreSQL a second instance waits for the row, and must then see that it is taken.
pub async fn claim(
    tx: &mut Tx,
    by: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<ReminderRow>, Error> {
    let row: Option<Row> = on_tx!(tx, connection => sqlx::query_as(
        "UPDATE reminder SET claimed_by = $1, claimed_until = $2, attempts = attempts + 1
         WHERE id = (
             SELECT id FROM reminder WHERE outcome IS NULL AND next_try_at <= $3 AND (claimed_until IS NULL OR claimed_until <= $3)
             ORDER BY next_try_at, id LIMIT 1)
         AND outcome IS NULL AND (claimed_until IS NULL OR claimed_until <= $3)
         RETURNING id, account_id, kind, day, overdue, due, made_at, next_try_at, attempts, outcome, ended_at, last_answer",
    )
    .bind(by)
    .bind(to_micros(until))
    .bind(to_micros(now))
    .fetch_optional(connection)
    .await)
    .map_err(Error::of("take a reminder"))?;
    Ok(row.map(Row::read))
}

/// Notes how a reminder ended: sent, or no longer to be sent.
pub async fn end(tx: &mut Tx, id: Uuid, outcome: &str, at: Timestamp) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE reminder SET outcome = $1, ended_at = $2, last_answer = '', claimed_by = NULL, claimed_until = NULL WHERE id = $3 AND outcome IS NULL",
    )
    .bind(outcome)
    .bind(to_micros(at))
    .bind(id)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("note that a reminder was sent"))
}

/// Notes that it could not be sent, and when to try again. Only whoever holds it may.
pub async fn postpone(
    tx: &mut Tx,
    id: Uuid,
    by: &str,
    answer: &str,
    next_try_at: Timestamp,
) -> Result<(), Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE reminder SET last_answer = $1, next_try_at = $2, claimed_by = NULL, claimed_until = NULL
         WHERE id = $3 AND claimed_by = $4 AND outcome IS NULL",
    )
    .bind(answer)
    .bind(to_micros(next_try_at))
    .bind(id)
    .bind(by)
    .execute(connection)
    .await
    .map(drop))
    .map_err(Error::of("put a reminder off"))
}

/// The last reminders of an authority, those that wait first, then the newest.
pub async fn latest(db: &Db, authority: &str, limit: u32) -> Result<Vec<ReminderRow>, Error> {
    let rows: Vec<Row> = on_pool!(db, pool => sqlx::query_as(
        "SELECT id, account_id, kind, day, overdue, due, made_at, next_try_at, attempts, outcome, ended_at, last_answer
         FROM reminder WHERE authority = $1 AND (outcome IS NULL OR outcome <> 'nothing_to_say')
         ORDER BY CASE WHEN outcome IS NULL THEN 0 ELSE 1 END, made_at DESC, id LIMIT $2",
    )
    .bind(authority)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("list reminders"))?;
    Ok(rows.into_iter().map(Row::read).collect())
}
