//! What became of a plan: signed off, checked, commented on, given as a copy, agreed with or not, taken back.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    entitlement::By,
    error::Error,
    moment::{from_micros, to_micros},
};

/// A mark beside a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRecord {
    pub id: Uuid,
    pub plan: Uuid,
    pub kind: String,
    pub happened_on: Date,
    pub verdict: String,
    pub words: String,
    pub event: Option<Uuid>,
    pub role: String,
    pub by: By,
}

#[derive(sqlx::FromRow)]
struct MarkRow {
    id: Uuid,
    plan_id: Uuid,
    kind: String,
    happened_on: jiff_sqlx::Date,
    verdict: String,
    words: String,
    event_id: Option<Uuid>,
    recorded_at: i64,
    recorded_by: String,
    role: String,
    account_id: Option<Uuid>,
}

impl MarkRow {
    fn read(self) -> MarkRecord {
        MarkRecord {
            id: self.id,
            plan: self.plan_id,
            kind: self.kind,
            happened_on: self.happened_on.to_jiff(),
            verdict: self.verdict,
            words: self.words,
            event: self.event_id,
            role: self.role,
            by: By {
                at: from_micros(self.recorded_at),
                name: self.recorded_by,
                account: self.account_id,
            },
        }
    }
}

/// The marks beside a person's plans as they were known at a moment, oldest first.
pub async fn marks_of_person(
    db: &Db,
    person: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Vec<MarkRecord>, Error> {
    let rows: Vec<MarkRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT mark.* FROM pathway_plan_mark mark JOIN pathway_plan plan ON plan.id = mark.plan_id
         WHERE plan.person_id = $1 AND mark.recorded_at <= $2 ORDER BY mark.recorded_at, mark.id",
    )
    .bind(person)
    .bind(known_at.map_or(i64::MAX, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the marks of a person's plans"))?;
    Ok(rows.into_iter().map(MarkRow::read).collect())
}

/// The marks beside every plan of an authority, oldest first.
pub async fn marks_of_authority(db: &Db, authority: &str) -> Result<Vec<MarkRecord>, Error> {
    let rows: Vec<MarkRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT mark.* FROM pathway_plan_mark mark JOIN pathway_plan plan ON plan.id = mark.plan_id
         WHERE plan.authority = $1 ORDER BY mark.recorded_at, mark.id",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the marks of an authority's plans"))?;
    Ok(rows.into_iter().map(MarkRow::read).collect())
}

/// Sets a mark. `false`, with nothing written, when it can be set once and is set.
pub async fn insert_mark(tx: &mut Tx, mark: &MarkRecord) -> Result<bool, Error> {
    Ok(insert_marks(tx, std::slice::from_ref(mark)).await? == 1)
}

/// Sets marks; gives how many.
pub async fn insert_marks(tx: &mut Tx, marks: &[MarkRecord]) -> Result<u64, Error> {
    let mut written = 0;
    for chunk in marks.chunks(1_000) {
        written += on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO pathway_plan_mark (id, plan_id, kind, happened_on, verdict, words, event_id, recorded_at, recorded_by, role, account_id) ",
            );
            query.push_values(chunk, |mut row, mark| {
                row.push_bind(mark.id)
                    .push_bind(mark.plan)
                    .push_bind(&mark.kind)
                    .push_bind(mark.happened_on.to_sqlx())
                    .push_bind(&mark.verdict)
                    .push_bind(&mark.words)
                    .push_bind(mark.event)
                    .push_bind(to_micros(mark.by.at))
                    .push_bind(&mark.by.name)
                    .push_bind(&mark.role)
                    .push_bind(mark.by.account);
            });
            query.push(" ON CONFLICT DO NOTHING");
            query.build().execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(Error::of("mark a plan"))?;
    }
    Ok(written)
}
