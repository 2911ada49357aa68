//! The parts of a plan: one version stands, the others stay.

use jiff::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    db::{Db, Tx, on_pool, on_tx},
    entitlement::By,
    error::Error,
    moment::{from_micros, to_micros},
};

/// A version of a part of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionRecord {
    pub id: Uuid,
    pub plan: Uuid,
    pub head: String,
    /// As JSON.
    pub content: String,
    pub is_copied: bool,
    pub by: By,
    /// When and by whom it was written anew.
    pub superseded: Option<(Timestamp, String)>,
}

#[derive(sqlx::FromRow)]
struct SectionRow {
    id: Uuid,
    plan_id: Uuid,
    head: String,
    content: String,
    is_copied: bool,
    recorded_at: i64,
    recorded_by: String,
    account_id: Option<Uuid>,
    superseded_at: Option<i64>,
    superseded_by: Option<String>,
}

impl SectionRow {
    fn read(self) -> SectionRecord {
        SectionRecord {
            id: self.id,
            plan: self.plan_id,
            head: self.head,
            content: self.content,
            is_copied: self.is_copied,
            by: By {
                at: from_micros(self.recorded_at),
                name: self.recorded_by,
                account: self.account_id,
            },
            superseded: self
                .superseded_at
                .map(|at| (from_micros(at), self.superseded_by.unwrap_or_default())),
        }
    }
}

/// The parts of a plan as they stand, or as they were known at a moment.
pub async fn sections(
    db: &Db,
    plan: Uuid,
    known_at: Option<Timestamp>,
) -> Result<Vec<SectionRecord>, Error> {
    let rows: Vec<SectionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM pathway_plan_section
         WHERE plan_id = $1 AND recorded_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2) ORDER BY head",
    )
    .bind(plan)
    .bind(known_at.map_or(i64::MAX - 1, to_micros))
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the parts of a plan"))?;
    Ok(rows.into_iter().map(SectionRow::read).collect())
}

/// The parts of a plan as they stand, inside a transaction that holds or has closed it: nobody changes them until it ends.
pub async fn sections_held(tx: &mut Tx, plan: Uuid) -> Result<Vec<SectionRecord>, Error> {
    let rows: Vec<SectionRow> = on_tx!(tx, connection => sqlx::query_as(
        "SELECT * FROM pathway_plan_section WHERE plan_id = $1 AND superseded_at IS NULL ORDER BY head",
    )
    .bind(plan)
    .fetch_all(connection)
    .await)
    .map_err(Error::of("read the parts of a plan"))?;
    Ok(rows.into_iter().map(SectionRow::read).collect())
}

/// One part, as it stands in the agreement or elsewhere, of every plan of an authority.
pub async fn sections_of_people(
    db: &Db,
    authority: &str,
    head: &str,
) -> Result<Vec<SectionRecord>, Error> {
    let rows: Vec<SectionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT section.* FROM pathway_plan_section section JOIN pathway_plan plan ON plan.id = section.plan_id
         WHERE plan.authority = $1 AND section.head = $2 AND section.superseded_at IS NULL",
    )
    .bind(authority)
    .bind(head)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read a part of every plan"))?;
    Ok(rows.into_iter().map(SectionRow::read).collect())
}

/// Every version of every part of a plan, newest first.
pub async fn section_history(db: &Db, plan: Uuid) -> Result<Vec<SectionRecord>, Error> {
    let rows: Vec<SectionRow> = on_pool!(db, pool => sqlx::query_as(
        "SELECT * FROM pathway_plan_section WHERE plan_id = $1 ORDER BY recorded_at DESC, id DESC",
    )
    .bind(plan)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read the versions of a plan"))?;
    Ok(rows.into_iter().map(SectionRow::read).collect())
}

/// Who has written in a plan themselves; what was only taken over from the plan before does not count.
pub async fn wrote_in(db: &Db, plan: Uuid) -> Result<Vec<(String, Option<Uuid>)>, Error> {
    on_pool!(db, pool => sqlx::query_as(
        "SELECT DISTINCT recorded_by, account_id FROM pathway_plan_section WHERE plan_id = $1 AND is_copied = FALSE",
    )
    .bind(plan)
    .fetch_all(pool)
    .await)
    .map_err(Error::of("read who wrote in a plan"))
}

/// Writes parts. `false`, with nothing written of it, where another version of one stands: somebody was faster.
pub async fn insert_sections(tx: &mut Tx, sections: &[SectionRecord]) -> Result<bool, Error> {
    let mut is_whole = true;
    for chunk in sections.chunks(1_000) {
        let written = on_tx!(tx, connection => {
            let mut query = QueryBuilder::new(
                "INSERT INTO pathway_plan_section (id, plan_id, head, content, is_copied, recorded_at, recorded_by, account_id) ",
            );
            query.push_values(chunk, |mut row, section| {
                row.push_bind(section.id)
                    .push_bind(section.plan)
                    .push_bind(&section.head)
                    .push_bind(&section.content)
                    .push_bind(section.is_copied)
                    .push_bind(to_micros(section.by.at))
                    .push_bind(&section.by.name)
                    .push_bind(section.by.account);
            });
            query.push(" ON CONFLICT DO NOTHING");
            query.build().execute(connection).await.map(|done| done.rows_affected())
        })
        .map_err(Error::of("write a part of a plan"))?;
        is_whole &= written == chunk.len() as u64;
    }
    Ok(is_whole)
}

/// Marks a part as written anew. `false`, with nothing written, when somebody else was faster.
pub async fn supersede_section(
    tx: &mut Tx,
    id: Uuid,
    replaced_by: Uuid,
    by: &By,
) -> Result<bool, Error> {
    on_tx!(tx, connection => sqlx::query(
        "UPDATE pathway_plan_section SET superseded_at = $1, superseded_by = $2, replaced_by = $3 WHERE id = $4 AND superseded_at IS NULL",
    )
    .bind(to_micros(by.at))
    .bind(&by.name)
    .bind(replaced_by)
    .bind(id)
    .execute(connection)
    .await
    .map(|done| done.rows_affected() == 1))
    .map_err(Error::of("write a part of a plan anew"))
}
