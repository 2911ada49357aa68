//! Needs assessments and pathway plans as kept: the plan, its parts with every version of each, and the marks beside it.

mod mark;
mod section;

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::QueryBuilder;
use uuid::Uuid;

pub use mark::{MarkRecord, insert_mark, insert_marks, marks_of_authority, marks_of_person};
pub use section::{
    SectionRecord, insert_sections, section_history, sections, sections_held, sections_of_people,
    supersede_section, wrote_in,
};

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    entitlement::By,
    error::Error,
    moment::{from_micros, to_micros},
};

/// A plan as it was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRecord {
    pub id: Uuid,
    pub authority: String,
    pub person: Uuid,
    pub kind: String,
    pub form: String,
    pub begun_on: Date,
    pub based_on: Option<Uuid>,
    pub by: By,
    /// When it was signed off or taken back.
    pub closed_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct PlanRow {
    id: Uuid,
    authority: String,
    person_id: Uuid,
    kind: String,
    form: String,
    begun_on: jiff_sqlx::Date,
    based_on: Option<Uuid>,
    recorded_at: i64,
    recorded_by: String,
    account_id: Option<Uuid>,
    closed_at: Option<i64>,
}

impl PlanRow {
    fn read(self) -> PlanRecord {
        PlanRecord {
            id: self.id,
            authority: self.authority,
            person: self.person_id,
            kind: self.kind,
            form: self.form,
            begun_on: self.begun_on.to_jiff(),
            based_on: self.based_on,
            by: By {
                at: from_micros(self.recorded_at),
                name: self.recorded_by,
                account: self.account_id,
            },
            closed_at: self.closed_at.map(from_micros),
        }
    }
}

/// Begins a plan. `false`, with nothing written, when one of its kind is being written already, or this one is there.
pub async fn insert(tx: &mut Tx, plan: &PlanRecord) -> Result<bool, Error> {
    Ok(insert_many(tx, std::slice::from_ref(plan)).await? == 1)
}

/// Writes plans; gives how many. One of which there is an open one already, or that is there, is left out.
pub async fn insert_many(tx: &mut Tx, plans: &[PlanRecord]) -> Result<u64, Error> {
    let mut written = 0;
    for chunk in plans.chunks(1_000) {
        written += on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO pathway_plan (id, authority, person_id, kind, form, begun_on, based_on, recorded_at, recorded_by, account_id, closed_at) ",
            );
            query.push_values(chunk, |mut row, plan| {
                row.push_bind(plan.id)
                    .push_bind(&plan.authority)
                    .push_bind(plan.person)
                    .push_bind(&plan.kind)
                    .push_bind(&plan.form)
                    .push_bind(plan.begun_on.to_sqlx())
                    .push_bind(plan.based_on)
                    .push_bind(to_micros(plan.by.at))
                    .push_bind(&plan.by.name)
                    .push_bind(plan.by.account)
                    .push_bind(plan.closed_at.map(to_micros));
            });
            query.push(" ON CONFLICT DO NOTHING");
            query.build().execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(Error::of("begin a plan"))?;
    }
    Ok(written)
}

/// Waits for whoever is writing in a plan, and makes everybody after wait. `false` when it is closed.
pub async fn hold(tx: &mut Tx, plan: Uuid) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE pathway_plan SET version = version + 1 WHERE id = $1 AND closed_at IS NULL",
    )
    .bind(plan)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("hold a plan"))
}

/// Closes a plan: from now on nothing is written in it. `false` when somebody else has closed it.
pub async fn close(tx: &mut Tx, plan: Uuid, at: Timestamp) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE pathway_plan SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL",
    )
    .bind(to_micros(at))
    .bind(plan)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("close a plan"))
}

/// One plan of anybody.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<PlanRecord>, Error> {
    let row: Option<PlanRow> =
        on_pool!(db, pool => sqlx::query_as("SELECT * FROM pathway_plan WHERE id = $1").bind(id).fetch_optional(pool).await)
            .map_err(Error::of("find a plan"))?;
    Ok(row.map(PlanRow::read))
}

/// The plans of a person, newest first, as they were known at a moment.
pub async fn of_person(
    db: &Db,
    person: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Vec<PlanRecord>, Error> {
    let rows: Vec<PlanRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM pathway_plan WHERE person_id = $1 AND recorded_at <= $2 ORDER BY begun_on DESC, recorded_at DESC, id DESC",
    )
    .bind(person)
    .bind(known_at.map_or(i64::MAX, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a person's plans"))?;
    Ok(rows.into_iter().map(PlanRow::read).collect())
}

/// Every plan of an authority's people, newest first.
pub async fn of_authority(db: &Db, authority: &str) -> Result<Vec<PlanRecord>, Error> {
    let rows: Vec<PlanRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM pathway_plan WHERE authority = $1 ORDER BY begun_on DESC, recorded_at DESC, id DESC",
    )
    .bind(authority)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read an authority's plans"))?;
    Ok(rows.into_iter().map(PlanRow::read).collect())
}
