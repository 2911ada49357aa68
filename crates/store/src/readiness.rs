//! Answers of the readiness list: one version of each item stands for a person, the others stay.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use leaving_care::readiness::{Answer, State};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    error::Error,
    moment::{from_micros, to_micros},
};

/// A version of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRecord {
    pub id: Uuid,
    pub authority: String,
    pub person: Uuid,
    pub answer: Answer,
    pub at: Timestamp,
    pub by: String,
    /// When and by whom it was answered anew.
    pub superseded: Option<(Timestamp, String)>,
}

#[derive(sqlx::FromRow)]
struct AnswerRow {
    id: Uuid,
    authority: String,
    person_id: Uuid,
    item: String,
    state: String,
    evidence: String,
    expires_on: Option<jiff_sqlx::Date>,
    helper: String,
    missing: String,
    recorded_at: i64,
    recorded_by: String,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
}

impl AnswerRow {
    fn read(self) -> Result<AnswerRecord, Error> {
        let state = State::from_code(&self.state).ok_or(Error::Unreadable {
            what: "an answer of the readiness list",
        })?;
        Ok(AnswerRecord {
            id: self.id,
            authority: self.authority,
            person: self.person_id,
            answer: Answer {
                item: self.item,
                state,
                evidence: self.evidence,
                expires_on: self.expires_on.map(jiff_sqlx::Date::to_jiff),
                helper: self.helper,
                missing: self.missing,
            },
            at: from_micros(self.recorded_at),
            by: self.recorded_by,
            superseded: self
                .superseded_at
                .map(|at| (from_micros(at), self.superseded_by.unwrap_or_default())),
        })
    }
}

/// The answers of a person as they stand, or as they were known at a moment.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Vec<AnswerRecord>, Error> {
    let rows: Vec<AnswerRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM readiness_answer
         WHERE person_id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2) ORDER BY item",
    )
    .bind(person)
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a readiness list"))?;
    rows.into_iter().map(AnswerRow::read).collect()
}

/// The answers of an authority's people as they stand.
pub async fn of_authority(db: &Db, authority: &str) -> Result<Vec<AnswerRecord>, Error> {
    let rows: Vec<AnswerRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM readiness_answer WHERE authority = $1 AND superseded_at IS NULL",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the readiness lists of an authority"))?;
    rows.into_iter().map(AnswerRow::read).collect()
}

/// Every version of every answer of a person, newest first.
pub async fn history(db: &Db, person: Uuid) -> Result<Vec<AnswerRecord>, Error> {
    let rows: Vec<AnswerRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM readiness_answer WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(person)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the history of a readiness list"))?;
    rows.into_iter().map(AnswerRow::read).collect()
}

/// Marks an answer as superseded by another. `false` when somebody else was faster.
pub async fn supersede(
    tx: &mut Tx,
    id: Uuid,
    replaced_by: Uuid,
    (at, by): (Timestamp, &str),
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE readiness_answer SET superseded_at = $1, superseded_by = $2, replaced_by = $3 WHERE id = $4 AND superseded_at IS NULL",
    )
    .bind(to_micros(at))
    .bind(by)
    .bind(replaced_by)
    .bind(id)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("answer anew"))
}

/// Writes answers. `false`, with nothing written of it, where another answer stands.
pub async fn insert_many(tx: &mut Tx, answers: &[AnswerRecord]) -> Result<bool, Error> {
    let mut is_whole = true;
    for chunk in answers.chunks(1_000) {
        let written = on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO readiness_answer (id, authority, person_id, item, state, evidence, expires_on, helper, missing, recorded_at, recorded_by) ",
            );
            query.push_values(chunk, |mut row, record| {
                let answer = &record.answer;
                row.push_bind(record.id)
                    .push_bind(&record.authority)
                    .push_bind(record.person)
                    .push_bind(&answer.item)
                    .push_bind(answer.state.code())
                    .push_bind(&answer.evidence)
                    .push_bind(answer.expires_on.map(Date::to_sqlx))
                    .push_bind(&answer.helper)
                    .push_bind(&answer.missing)
                    .push_bind(to_micros(record.at))
                    .push_bind(&record.by);
            });
            query.push(" ON CONFLICT DO NOTHING");
            query.build().execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(Error::of("record answers of a readiness list"))?;
        is_whole &= written == chunk.len() as u64;
    }
    Ok(is_whole)
}
