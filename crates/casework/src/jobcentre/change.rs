//! Recording steps with the events that rules read, correcting one, and withdrawing one that never was.

use std::sync::Arc;

use jiff::civil::Date;
use leaving_care::{
    claim::{Ledger, Step, Taken},
    event::Event,
    spell::Spell,
    spell_value::SpellValue,
};
use store::{Tx, jobcentre_step::StepRecord};
use uuid::Uuid;

use super::{Act, NewStep, Side, invalid, ledger_of, may_act_at_jobcentre, own_step};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    event::NewEvent,
    office::{Office, event},
    person::change::stamp,
};

/// The noun under which the events are written.
const SOURCE: &str = "claim";

/// Records steps, all of them or none, and throws the drafts of their forms away. Each is checked against what stands and the steps
/// before it. What follows of itself is recorded with them: see [`follows`]. A form that comes twice changes nothing.
pub async fn record(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    steps: Vec<NewStep>,
) -> Result<Vec<Uuid>> {
    let known = may_act_at_jobcentre(actor, office, person, Act::Take(&steps)).await?;
    let born = known.details.date_of_birth;
    let is_own_worker = is_worker_of(actor, office, person).await?;
    let ids: Vec<Uuid> = steps.iter().map(|step| step.id).collect();
    let mut tx = office.db.begin().await?;
    // Whoever writes about anybody here waits for this, so that what is checked still holds when it is written.
    store::authority::raise_version(&mut tx, &actor.authority).await?;
    let records = store::jobcentre_step::of_person_locked(&mut tx, person).await?;
    let is_known = |id: &Uuid| records.iter().any(|record| record.id == *id);
    if !ids.is_empty() && ids.iter().all(is_known) {
        return Ok(ids);
    }
    let mut ledger = ledger_of(&records);
    let mut position = records.last().map_or(0, |record| record.position);
    for step in steps {
        let taken = Taken {
            id: step.id,
            about: step.about.unwrap_or(step.id),
            on: step.on,
            step: step.step.tidied(),
        };
        let problems = ledger.problems_with(&taken, born, actor.moment.today);
        if !problems.is_empty() {
            return Err(invalid(problems));
        }
        let follows = follows(&ledger, &taken, is_own_worker, &actor.name);
        for taken in std::iter::once(taken).chain(follows) {
            position += 1;
            write(
                &mut tx,
                actor,
                person,
                &ledger,
                &taken,
                (taken.id, position),
            )
            .await?;
            ledger.add(&taken);
            let detail = format!("{} {}", taken.step.code(), taken.id);
            let noted = event(actor, "jobcentre.record", Some(person), detail);
            store::audit::insert_many(&mut tx, &[noted]).await?;
        }
    }
    tx.commit().await?;
    Ok(ids)
}

/// Corrects a version of a step: another takes its place, and what goes on with it still does. What is left must make sense: where it
/// would not, nothing is written and the reason is given. When somebody else was faster it is a conflict.
pub async fn correct(
    actor: &Actor,
    office: &Office,
    version: Uuid,
    on: Date,
    corrected: Step,
    reason: &str,
) -> Result<Uuid> {
    let (record, known) = own_step(actor, office, version, Act::Change).await?;
    let reason = without_nul(reason.trim());
    // The other side sees that it was corrected, and must be able to see why.
    if Side::of(actor) == Side::Jobcentre && reason.is_empty() {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            "Say in a few words what was wrong. The adviser sees it.",
        )]));
    }
    if corrected.code() != record.taken.step.code() {
        return Err(Error::Invalid(vec![Problem::new(
            "step",
            "A step stays what it was. Withdraw it and record the other.",
        )]));
    }
    let taken = Taken {
        on,
        step: corrected.tidied(),
        ..record.taken.clone()
    };
    let id = Uuid::now_v7();
    let born = known.details.date_of_birth;
    let alone = Ledger::day_and_texts(&taken, born, actor.moment.today);
    if !alone.is_empty() {
        return Err(invalid(alone));
    }
    let mut tx = office.db.begin().await?;
    store::authority::raise_version(&mut tx, &actor.authority).await?;
    let mut records = store::jobcentre_step::of_person_locked(&mut tx, record.person).await?;
    let Some(standing) = records.iter_mut().find(|known| known.id == version) else {
        return Err(Error::Conflict);
    };
    standing.taken = taken.clone();
    let ledger = replayed(&records, born)?;
    supersede(&mut tx, actor, &record, Some(id), &reason).await?;
    let place = (id, record.position);
    write(&mut tx, actor, record.person, &ledger, &taken, place).await?;
    let detail = format!("{} {id}", taken.step.code());
    let noted = event(actor, "jobcentre.correct", Some(record.person), detail);
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Withdraws a step that never was. It stays in the history with the reason. Where other steps go on with it they are withdrawn first.
pub async fn withdraw(actor: &Actor, office: &Office, version: Uuid, reason: &str) -> Result<()> {
    let (record, known) = own_step(actor, office, version, Act::Change).await?;
    let reason = without_nul(reason.trim());
    if reason.is_empty() {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            "Say in a few words why this was never true.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    store::authority::raise_version(&mut tx, &actor.authority).await?;
    let mut records = store::jobcentre_step::of_person_locked(&mut tx, record.person).await?;
    let before = records.len();
    records.retain(|known| known.id != version);
    if records.len() == before {
        return Err(Error::Conflict);
    }
    replayed(&records, known.details.date_of_birth)?;
    supersede(&mut tx, actor, &record, None, &reason).await?;
    let detail = format!("{} {version}", record.taken.step.code());
    let noted = event(actor, "jobcentre.withdraw", Some(record.person), detail);
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(())
}

/// What follows of itself from a step: an adviser who records the first missed appointment knows of it, and who has spoken with the young
/// person about it knew of it by then.
fn follows(ledger: &Ledger, taken: &Taken, is_own_worker: bool, name: &str) -> Option<Taken> {
    let told = || Taken {
        id: Uuid::now_v7(),
        about: taken.about,
        on: taken.on,
        step: Step::AdviserTold {
            by: name.to_owned(),
        },
    };
    let appointment = ledger.appointment(taken.about)?;
    let knows = match &taken.step {
        Step::AppointmentMissed { .. } => is_own_worker,
        Step::ConditionalityExplained { .. } => appointment.adviser_told_on.is_none(),
        _ => false,
    };
    knows.then(told)
}

/// What is left of the steps, each checked again; else why that would not make sense.
fn replayed(records: &[StepRecord], born: Date) -> Result<Ledger> {
    let steps: Vec<Taken> = records.iter().map(|record| record.taken.clone()).collect();
    Ledger::replayed(&steps, born).map_err(|problems| {
        let why: Vec<String> = problems.into_iter().map(|one| one.message).collect();
        Error::Refused(format!(
            "Other steps rest on this one, so they come first. What would be left: {}",
            why.join(" ")
        ))
    })
}

async fn write(
    tx: &mut Tx,
    actor: &Actor,
    person: Uuid,
    ledger: &Ledger,
    taken: &Taken,
    (id, position): (Uuid, i64),
) -> Result<()> {
    let events: Vec<NewEvent> = ledger.events_of(taken).into_iter().map(as_new).collect();
    let events = crate::event::write(tx, actor, person, &events, SOURCE).await?;
    let record = StepRecord {
        id,
        authority: actor.authority.clone(),
        person,
        position,
        taken: taken.clone(),
        events,
        side: Side::of(actor).code().to_owned(),
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
    };
    if store::jobcentre_step::insert_many(tx, &[record]).await? == 0 {
        // The id is taken by a step of somebody else, or by one that was withdrawn.
        return Err(Error::Conflict);
    }
    Ok(())
}

async fn supersede(
    tx: &mut Tx,
    actor: &Actor,
    record: &StepRecord,
    replaced_by: Option<Uuid>,
    reason: &str,
) -> Result<()> {
    let stamp = stamp(actor);
    if !store::jobcentre_step::supersede(tx, record.id, replaced_by, reason, &stamp).await? {
        return Err(Error::Conflict);
    }
    crate::event::withdraw_in(tx, actor, &record.events, reason).await
}

fn as_new(event: Event) -> NewEvent {
    NewEvent {
        kind: event.kind,
        on: event.on,
        details: event.details.map(Arc::unwrap_or_clone).unwrap_or_default(),
    }
}

/// Whether the actor is one of the person's workers today.
async fn is_worker_of(actor: &Actor, office: &Office, person: Uuid) -> Result<bool> {
    let Some(worker) = actor.worker else {
        return Ok(false);
    };
    let spells = store::spell::of_person(&office.db, person, None).await?;
    Ok(spells.iter().any(|record| {
        let holds = Spell::new((), record.starts_on, record.ends_on).holds_on(actor.moment.today);
        matches!(&record.value, SpellValue::Allocation(details) if holds && details.allocation.worker == worker)
    }))
}
