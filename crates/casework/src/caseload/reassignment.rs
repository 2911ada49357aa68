//! Passing young people on together, when somebody leaves or has too many: one transaction, nothing overwritten, and a way back.
//!
//! Whoever takes them over inherits young people and nothing else: rights come from one's own role, in the one permission table.

use jiff::{Timestamp, civil::Date};
use leaving_care::spell_value::{AllocationDetails, SpellValue};
use store::{
    Tx,
    caseload::{Move, ReassignmentToInsert},
    person::Stamp,
    spell::{SpellRecord, SpellToInsert},
    worker::WorkerRecord,
};
use uuid::Uuid;

use super::share::{held_by, invalid, may_take};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
    person::change::stamp,
};

/// What was decided after looking at a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Made with the form: the same form sent twice passes on once.
    pub id: Uuid,
    pub worker: Uuid,
    /// The first day with the new worker.
    pub from_day: Date,
    /// The worker leaves: from that day their accounts open no more, and nobody may stay with them.
    pub leaves: bool,
    pub reason: String,
    /// The allocation that ends, and who takes over. Whoever is not named stays.
    pub moves: Vec<(Uuid, Uuid)>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub id: Uuid,
    pub young_people: usize,
    pub accounts_closed: u64,
}

/// What was taken back, and what could not be, because somebody has changed it since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    pub young_people: usize,
    pub left_as_they_are: Vec<Uuid>,
}

/// A reassignment that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub id: Uuid,
    pub worker_name: String,
    pub from_day: Date,
    pub leaves: bool,
    pub reason: String,
    pub at: Timestamp,
    pub by: String,
    pub undone_at: Option<Timestamp>,
    pub young_people: usize,
}

/// The last reassignments, newest first.
pub async fn past_reassignments(actor: &Actor, office: &Office) -> Result<Vec<Past>> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    let all = store::caseload::reassignments(&office.db, &actor.authority, 20).await?;
    let workers = all.iter().map(|made| made.worker).collect();
    let names = crate::person::list::worker_names(office, &actor.authority, workers).await?;
    let mut past = Vec::new();
    for made in all {
        past.push(Past {
            id: made.id,
            worker_name: names.get(&made.worker).cloned().unwrap_or_default(),
            from_day: made.from_day,
            leaves: made.leaves,
            reason: made.reason,
            at: made.recorded_at,
            by: made.recorded_by,
            undone_at: made.undone_at,
            young_people: store::caseload::moves(&office.db, made.id).await?.len(),
        });
    }
    office
        .note(
            actor,
            "team.reassignments",
            None,
            format!("{} shown", past.len()),
        )
        .await?;
    Ok(past)
}

/// Passes young people on. A conflict, with nothing written, when an allocation is no longer what was looked at.
pub async fn reassign(actor: &Actor, office: &Office, decision: &Decision) -> Result<Taken> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    if let Some(made) =
        store::caseload::find_reassignment(&office.db, &actor.authority, decision.id).await?
    {
        let moves = store::caseload::moves(&office.db, made.id).await?;
        return Ok(Taken {
            id: made.id,
            young_people: moves.len(),
            accounts_closed: 0,
        });
    }
    let workers = store::worker::list(&office.db, &actor.authority).await?;
    let worker = workers
        .iter()
        .find(|worker| worker.id == decision.worker)
        .ok_or_else(|| invalid("worker", "Choose whose young people are passed on."))?;
    check(decision, worker, &workers)?;
    let facts = office.facts(&actor.authority, None).await?;
    let held = held_by(office, &facts, worker, decision.from_day).await?;
    let is_named = |record: &SpellRecord| decision.moves.iter().any(|(id, _)| *id == record.id);
    if decision.leaves && !held.iter().all(is_named) {
        // Somebody was allocated to them since the proposal was made.
        return Err(Error::Conflict);
    }

    let stamp = Stamp {
        source: "reassigned".into(),
        ..stamp(actor)
    };
    let mut tx = office.db.begin().await?;
    let version = store::authority::raise_version(&mut tx, &actor.authority).await?;
    let mut made = Vec::with_capacity(decision.moves.len());
    let mut audit = Vec::with_capacity(decision.moves.len() + 1);
    for (spell, to) in &decision.moves {
        let record = held.iter().find(|record| record.id == *spell);
        let to = workers.iter().find(|worker| worker.id == *to);
        let (Some(record), Some(to)) = (record, to) else {
            return Err(Error::Conflict);
        };
        let moved = pass_on(&mut tx, actor, decision.from_day, record, to, &stamp).await?;
        let detail = format!("allocation {}", moved.spell_new);
        audit.push(event(actor, "spell.correct", Some(moved.person_id), detail));
        made.push(moved);
    }
    let people: Vec<Uuid> = made.iter().map(|moved| moved.person_id).collect();
    store::person::stamp_version(&mut tx, &people, version).await?;
    let mut accounts_closed = 0;
    if decision.leaves {
        let leaver = WorkerRecord {
            ends_on: Some(decision.from_day),
            ..worker.clone()
        };
        store::worker::save(&mut tx, &leaver).await?;
        accounts_closed =
            store::account::close_from(&mut tx, worker.id, Some(decision.from_day)).await?;
    }
    let taken = Taken {
        id: decision.id,
        young_people: made.len(),
        accounts_closed,
    };
    let row = ReassignmentToInsert {
        id: decision.id,
        worker: worker.id,
        from_day: decision.from_day,
        leaves: decision.leaves,
        ended_on_before: worker.ends_on,
        reason: without_nul(decision.reason.trim()),
        moves: made,
    };
    store::caseload::insert_reassignment(&mut tx, &actor.authority, &row, &stamp).await?;
    let detail = format!(
        "{}: {} young people, {} accounts closed",
        decision.id, taken.young_people, accounts_closed
    );
    audit.push(event(actor, "team.reassign", None, detail));
    store::audit::insert_many(&mut tx, &audit).await?;
    tx.commit().await?;
    Ok(taken)
}

fn check(decision: &Decision, worker: &WorkerRecord, workers: &[WorkerRecord]) -> Result<()> {
    let mut problems = Vec::new();
    if decision.reason.trim().is_empty() {
        problems.push(Problem::new(
            "reason",
            "Say in a few words why, for whoever reads the history.",
        ));
    }
    if decision.moves.is_empty() && !decision.leaves {
        problems.push(Problem::new(
            "moves",
            "Choose at least one young person to pass on.",
        ));
    }
    let is_able = |to: &Uuid| {
        workers
            .iter()
            .any(|other| other.id == *to && may_take(other, worker, decision.from_day))
    };
    if !decision.moves.iter().all(|(_, to)| is_able(to)) {
        problems.push(Problem::new(
            "moves",
            "Choose for each young person somebody of the same role who works here on that day.",
        ));
    }
    if worker
        .starts_on
        .is_some_and(|start| decision.from_day < start)
    {
        problems.push(Problem::new(
            "from_day",
            "The day is before this worker began. Check the year.",
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Ends one allocation on the day and begins the other; one that has not begun yet changes hands as a whole.
async fn pass_on(
    tx: &mut Tx,
    actor: &Actor,
    from_day: Date,
    record: &SpellRecord,
    to: &WorkerRecord,
    stamp: &Stamp,
) -> Result<Move> {
    let SpellValue::Allocation(before) = &record.value else {
        return Err(Error::Conflict);
    };
    let mut allocation = before.allocation;
    allocation.worker = to.id;
    let begins = SpellToInsert {
        id: Uuid::now_v7(),
        person: record.person,
        value: SpellValue::Allocation(AllocationDetails {
            allocation,
            worker_name: to.name.clone(),
            team: to.team.clone(),
        }),
        starts_on: record.starts_on.max(from_day),
        ends_on: record.ends_on,
        standing: record.standing,
        source: String::new(),
    };
    let ends = (record.starts_on < from_day).then(|| SpellToInsert {
        id: Uuid::now_v7(),
        person: record.person,
        value: record.value.clone(),
        starts_on: record.starts_on,
        ends_on: Some(from_day),
        standing: record.standing,
        source: record.stamp.source.clone(),
    });
    let moved = Move {
        person_id: record.person,
        to_worker: to.id,
        spell_before: record.id,
        spell_shortened: ends.as_ref().map(|ends| ends.id),
        spell_new: begins.id,
    };
    let replaced_by = moved.spell_shortened.unwrap_or(moved.spell_new);
    if !store::spell::supersede(tx, record.id, Some(replaced_by), "passed on", stamp).await? {
        return Err(Error::Conflict);
    }
    let rows: Vec<SpellToInsert> = ends.into_iter().chain([begins]).collect();
    store::spell::insert_many(tx, &actor.authority, &rows, stamp).await?;
    Ok(moved)
}

/// Takes a reassignment back: each allocation is as it was before, by a correction. What somebody has changed since stays as it is, and
/// is named. The worker's last day and accounts are as before too.
pub async fn take_back(
    actor: &Actor,
    office: &Office,
    reassignment: Uuid,
    reason: &str,
) -> Result<TakenBack> {
    actor.must(Action::ManageTeam, &actor.authority)?;
    let made = store::caseload::find_reassignment(&office.db, &actor.authority, reassignment)
        .await?
        .ok_or(Error::NotFound("reassignment"))?;
    let reason = without_nul(reason.trim());
    if reason.is_empty() {
        return Err(invalid(
            "reason",
            "Say in a few words why it is taken back.",
        ));
    }
    let stamp = stamp(actor);
    let moves = store::caseload::moves(&office.db, reassignment).await?;
    let mut befores = Vec::with_capacity(moves.len());
    for moved in &moves {
        befores.push(unchanged_since(office, moved).await?);
    }
    let workers = store::worker::list(&office.db, &actor.authority).await?;
    let mut tx = office.db.begin().await?;
    let version = store::authority::raise_version(&mut tx, &actor.authority).await?;
    if !store::caseload::mark_undone(&mut tx, reassignment, &reason, &stamp).await? {
        return Err(Error::Conflict);
    }
    let mut found = TakenBack {
        young_people: 0,
        left_as_they_are: Vec::new(),
    };
    let mut audit = Vec::new();
    for (moved, before) in moves.iter().zip(befores) {
        let Some(before) = before else {
            found.left_as_they_are.push(moved.person_id);
            continue;
        };
        let restored = give_back(&mut tx, actor, moved, before, &stamp).await?;
        found.young_people += 1;
        let detail = format!("allocation {restored}");
        audit.push(event(actor, "spell.correct", Some(moved.person_id), detail));
    }
    let people: Vec<Uuid> = moves.iter().map(|moved| moved.person_id).collect();
    store::person::stamp_version(&mut tx, &people, version).await?;
    if made.leaves
        && let Some(worker) = workers.iter().find(|worker| worker.id == made.worker)
    {
        let back = WorkerRecord {
            ends_on: made.ended_on_before,
            ..worker.clone()
        };
        store::worker::save(&mut tx, &back).await?;
        store::account::close_from(&mut tx, worker.id, None).await?;
    }
    let detail = format!(
        "{reassignment}: {} young people, {} left as they are",
        found.young_people,
        found.left_as_they_are.len()
    );
    audit.push(event(actor, "team.take_back", None, detail));
    store::audit::insert_many(&mut tx, &audit).await?;
    tx.commit().await?;
    Ok(found)
}

/// The allocation as it was before, if what took its place still stands.
async fn unchanged_since(office: &Office, moved: &Move) -> Result<Option<SpellRecord>> {
    for id in [Some(moved.spell_new), moved.spell_shortened]
        .into_iter()
        .flatten()
    {
        let stands = store::spell::find(&office.db, id)
            .await?
            .is_some_and(|record| record.superseded.is_none());
        if !stands {
            return Ok(None);
        }
    }
    Ok(store::spell::find(&office.db, moved.spell_before).await?)
}

/// Restores one allocation and gives its new id.
async fn give_back(
    tx: &mut Tx,
    actor: &Actor,
    moved: &Move,
    before: SpellRecord,
    stamp: &Stamp,
) -> Result<Uuid> {
    let restored = SpellToInsert {
        id: Uuid::now_v7(),
        person: before.person,
        value: before.value,
        starts_on: before.starts_on,
        ends_on: before.ends_on,
        standing: before.standing,
        source: before.stamp.source,
    };
    let why = "taken back";
    let in_its_place = moved.spell_shortened.unwrap_or(moved.spell_new);
    let mut stood =
        store::spell::supersede(tx, in_its_place, Some(restored.id), why, stamp).await?;
    if moved.spell_shortened.is_some() {
        stood &= store::spell::supersede(tx, moved.spell_new, None, why, stamp).await?;
    }
    if !stood {
        return Err(Error::Conflict);
    }
    let id = restored.id;
    store::spell::insert_many(tx, &actor.authority, &[restored], stamp).await?;
    Ok(id)
}
