//! Cover: while somebody is away a colleague sees what is due for their young people. It brings no rights and no role with it.

use std::collections::HashMap;

use jiff::civil::Date;
use store::{
    cover::{CoverRecord, CoverToInsert},
    worker::WorkerRecord,
};
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::{Office, event},
    permission::Action,
    person::change::stamp,
};

/// Somebody is away from `starts_on` until the day before `ends_on`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    pub id: Uuid,
    pub worker: Uuid,
    pub worker_name: String,
    pub covered_by: Uuid,
    pub covered_by_name: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub is_now: bool,
}

impl Cover {
    /// The last day away.
    pub fn last_day(&self) -> Date {
        self.ends_on.yesterday().unwrap_or(self.ends_on)
    }
}

/// Cover to be arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewCover {
    pub worker: Uuid,
    pub covered_by: Uuid,
    pub starts_on: Date,
    /// The day on which they are back.
    pub ends_on: Date,
}

/// Cover that is so now or is to come, soonest first.
pub async fn list(actor: &Actor, office: &Office) -> Result<Vec<Cover>> {
    actor.must(Action::ReadTeam, &actor.authority)?;
    let covers = standing(actor, office).await?;
    office
        .note(actor, "cover.list", None, format!("{} shown", covers.len()))
        .await?;
    Ok(covers)
}

/// What the actor covers today, for the head of their own work.
pub async fn own(actor: &Actor, office: &Office) -> Result<Vec<Cover>> {
    actor.must(Action::ReadPeople, &actor.authority)?;
    let Some(worker) = actor.worker else {
        return Ok(Vec::new());
    };
    let mut covers = standing(actor, office).await?;
    covers.retain(|cover| cover.is_now && cover.covered_by == worker);
    Ok(covers)
}

/// The worker and everybody whom they cover on a day. Cover is not passed on: whoever covers somebody that covers a third sees
/// the second's young people only.
pub(crate) async fn workers_seen(office: &Office, worker: Uuid, day: Date) -> Result<Vec<Uuid>> {
    let mut seen = vec![worker];
    for cover in store::cover::covered_by(&office.db, worker, day).await? {
        if !seen.contains(&cover.worker) {
            seen.push(cover.worker);
        }
    }
    Ok(seen)
}

/// Arranges cover.
pub async fn record(actor: &Actor, office: &Office, new: NewCover) -> Result<Uuid> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    check(actor, office, new, None).await?;
    let id = Uuid::now_v7();
    let mut tx = office.db.begin().await?;
    store::cover::insert(&mut tx, &actor.authority, &row(id, new), &stamp(actor)).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "cover.record", None, id.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes cover: another takes its place. Somebody comes back early, or stays away longer.
pub async fn change(actor: &Actor, office: &Office, cover: Uuid, new: NewCover) -> Result<Uuid> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    let standing = find_own(actor, office, cover).await?;
    check(actor, office, new, Some(standing.id)).await?;
    let id = Uuid::now_v7();
    let mut tx = office.db.begin().await?;
    if !store::cover::supersede(&mut tx, cover, Some(id), &stamp(actor)).await? {
        return Err(Error::Conflict);
    }
    store::cover::insert(&mut tx, &actor.authority, &row(id, new), &stamp(actor)).await?;
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "cover.change", None, id.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes cover back: it was never so. It stays in the history.
pub async fn withdraw(actor: &Actor, office: &Office, cover: Uuid) -> Result<()> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    find_own(actor, office, cover).await?;
    let mut tx = office.db.begin().await?;
    if !store::cover::supersede(&mut tx, cover, None, &stamp(actor)).await? {
        return Err(Error::Conflict);
    }
    store::audit::insert_many(
        &mut tx,
        &[event(actor, "cover.withdraw", None, cover.to_string())],
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Cover as it stands, to be changed.
pub async fn find(actor: &Actor, office: &Office, cover: Uuid) -> Result<Cover> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    let record = find_own(actor, office, cover).await?;
    let names = names(actor, office, std::slice::from_ref(&record)).await?;
    Ok(shown(actor, &names, &record))
}

async fn find_own(actor: &Actor, office: &Office, cover: Uuid) -> Result<CoverRecord> {
    store::cover::find(&office.db, &actor.authority, cover)
        .await?
        .ok_or(Error::NotFound("cover"))
}

/// All cover that has not ended.
pub(crate) async fn standing(actor: &Actor, office: &Office) -> Result<Vec<Cover>> {
    let records =
        store::cover::ending_after(&office.db, &actor.authority, actor.moment.today).await?;
    let names = names(actor, office, &records).await?;
    Ok(records
        .iter()
        .map(|record| shown(actor, &names, record))
        .collect())
}

async fn names(
    actor: &Actor,
    office: &Office,
    covers: &[CoverRecord],
) -> Result<HashMap<Uuid, String>> {
    let workers = covers
        .iter()
        .flat_map(|cover| [cover.worker, cover.covered_by])
        .collect();
    crate::person::list::worker_names(office, &actor.authority, workers).await
}

fn shown(actor: &Actor, names: &HashMap<Uuid, String>, record: &CoverRecord) -> Cover {
    let name = |worker: Uuid| {
        names
            .get(&worker)
            .cloned()
            .unwrap_or_else(|| "Name not recorded".to_owned())
    };
    Cover {
        id: record.id,
        worker: record.worker,
        worker_name: name(record.worker),
        covered_by: record.covered_by,
        covered_by_name: name(record.covered_by),
        starts_on: record.starts_on,
        ends_on: record.ends_on,
        is_now: record.starts_on <= actor.moment.today && actor.moment.today < record.ends_on,
    }
}

fn row(id: Uuid, new: NewCover) -> CoverToInsert {
    CoverToInsert {
        id,
        worker: new.worker,
        covered_by: new.covered_by,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
    }
}

/// What is wrong with cover before it is arranged. `instead_of` is the one whose place it takes.
async fn check(
    actor: &Actor,
    office: &Office,
    new: NewCover,
    instead_of: Option<Uuid>,
) -> Result<()> {
    let workers = store::worker::list(&office.db, &actor.authority).await?;
    let mut others =
        store::cover::ending_after(&office.db, &actor.authority, new.starts_on).await?;
    others.retain(|other| Some(other.id) != instead_of && other.starts_on < new.ends_on);
    let problems = problems(new, &workers, &others, actor.moment.today);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// `others` is the cover that touches the same days.
fn problems(
    new: NewCover,
    workers: &[WorkerRecord],
    others: &[CoverRecord],
    today: Date,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let is_here = |worker: Uuid| {
        workers
            .iter()
            .find(|known| known.id == worker)
            .is_some_and(|known| known.ends_on.is_none_or(|end| new.starts_on < end))
    };
    if !is_here(new.worker) {
        problems.push(Problem::new("worker", "Choose who is away."));
    }
    if !is_here(new.covered_by) {
        problems.push(Problem::new(
            "covered_by",
            "Choose a colleague who works here then.",
        ));
    }
    if new.worker == new.covered_by {
        problems.push(Problem::new(
            "covered_by",
            "Choose somebody else: nobody covers themselves.",
        ));
    }
    if new.ends_on <= new.starts_on {
        problems.push(Problem::new(
            "last_day",
            "The last day away must not be before the first.",
        ));
    } else if new.ends_on <= today {
        problems.push(Problem::new(
            "last_day",
            "These days are over. Cover is for days that are to come.",
        ));
    }
    if others.iter().any(|other| other.worker == new.worker) {
        problems.push(Problem::new(
            "starts_on",
            "Somebody covers them already on some of these days. Change that cover instead.",
        ));
    }
    if others.iter().any(|other| other.worker == new.covered_by) {
        problems.push(Problem::new(
            "covered_by",
            "This colleague is away themselves on some of these days.",
        ));
    }
    problems
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};

    use super::*;

    fn worker(id: u128, ends_on: Option<Date>) -> WorkerRecord {
        WorkerRecord {
            id: Uuid::from_u128(id),
            authority: String::new(),
            name: format!("Worker {id}"),
            role: "personal_adviser".into(),
            team: String::new(),
            locality: String::new(),
            email: String::new(),
            starts_on: None,
            ends_on,
        }
    }

    #[test]
    fn cover_is_by_a_colleague_who_is_there() {
        let workers = [
            worker(1, None),
            worker(2, None),
            worker(3, Some(date(2026, 3, 10))),
        ];
        let check = |away: u128,
                     by: u128,
                     from: Date,
                     until: Date,
                     others: &[(u128, u128)],
                     expected: &[&str]| {
            let new = NewCover {
                worker: Uuid::from_u128(away),
                covered_by: Uuid::from_u128(by),
                starts_on: from,
                ends_on: until,
            };
            let others: Vec<CoverRecord> = others
                .iter()
                .map(|(away, by)| CoverRecord {
                    id: Uuid::nil(),
                    worker: Uuid::from_u128(*away),
                    covered_by: Uuid::from_u128(*by),
                    starts_on: from,
                    ends_on: until,
                    recorded_at: Timestamp::UNIX_EPOCH,
                    recorded_by: String::new(),
                })
                .collect();
            let found: Vec<&str> = problems(new, &workers, &others, date(2026, 3, 3))
                .iter()
                .map(|problem| problem.field)
                .collect();
            assert_eq!(found, expected, "{away} by {by} {from} {until}");
        };
        let d = |day| date(2026, 3, day);
        check(1, 2, d(3), d(4), &[], &[]);
        check(1, 2, d(1), d(4), &[], &[]);
        check(1, 2, d(1), d(3), &[], &["last_day"]);
        check(1, 2, d(5), d(5), &[], &["last_day"]);
        check(1, 1, d(5), d(6), &[], &["covered_by"]);
        // Somebody who has left by then covers nobody, nor is away.
        check(1, 3, d(9), d(12), &[], &[]);
        check(1, 3, d(10), d(12), &[], &["covered_by"]);
        check(3, 1, d(10), d(12), &[], &["worker"]);
        check(9, 2, d(5), d(6), &[], &["worker"]);
        check(1, 2, d(5), d(6), &[(1, 3)], &["starts_on"]);
        check(1, 2, d(5), d(6), &[(2, 3)], &["covered_by"]);
        // One colleague may cover two.
        check(1, 2, d(5), d(6), &[(3, 2)], &[]);
    }
}
