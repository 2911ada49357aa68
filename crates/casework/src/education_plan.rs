//! Personal education plans and the talk with the virtual school: recording a step, which is also the event that duties wait for.

use jiff::civil::Date;
use leaving_care::{
    education_plan::{EducationPlanStep, EducationStep},
    event::{Attendee, EventDetails},
};
use store::education_plan::StepRecord;
use uuid::Uuid;

use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    event::{self, NewEvent},
    office::{Office, event as audit_event},
    permission::Action,
    person::{View, find_own},
};

/// A step as read.
pub type RecordedStep = StepRecord;

const LONGEST_TEXT: usize = 4_000;
const LONGEST_LINE: usize = 300;

/// Records a step of an education plan with its event, in one transaction.
pub async fn record(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    step: EducationPlanStep,
) -> Result<Uuid> {
    actor.must(Action::RecordEducationPlans, &actor.authority)?;
    let known = find_own(actor, office, person, today(actor)).await?;
    let happened = NewEvent {
        kind: step.step.event(),
        on: step.happened_on,
        details: details(step.step),
    };
    let mut problems =
        event::problems_with(&happened, known.details.date_of_birth, actor.moment.today);
    for problem in &mut problems {
        problem.field = "happened_on";
    }
    let step = checked(step, &mut problems);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut tx = office.db.begin().await?;
    let events = event::write(&mut tx, actor, person, &[happened], SOURCE).await?;
    let record = StepRecord {
        id: Uuid::now_v7(),
        authority: actor.authority.clone(),
        person,
        step,
        event: events.first().copied(),
        at: actor.moment.now,
        by: actor.name.clone(),
        superseded: None,
    };
    store::education_plan::insert(&mut tx, &record).await?;
    let noted = audit_event(
        actor,
        "education_plan.record",
        Some(person),
        record.id.to_string(),
    );
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// Withdraws a step that never was, and its event with it. Gives the person.
pub async fn withdraw(actor: &Actor, office: &Office, step: Uuid, reason: &str) -> Result<Uuid> {
    actor.must(Action::RecordEducationPlans, &actor.authority)?;
    let record = find(actor, office, step).await?;
    let reason = without_nul(reason.trim());
    if reason.is_empty() {
        return Err(Error::Invalid(vec![Problem::new(
            "reason",
            "Say in a few words why this was never true.",
        )]));
    }
    let mut tx = office.db.begin().await?;
    let by = (actor.moment.now, actor.name.as_str());
    if !store::education_plan::withdraw(&mut tx, step, &reason, by).await? {
        return Err(Error::Conflict);
    }
    let events: Vec<Uuid> = record.event.into_iter().collect();
    event::withdraw_in(&mut tx, actor, &events, &reason).await?;
    let noted = audit_event(
        actor,
        "education_plan.withdraw",
        Some(record.person),
        step.to_string(),
    );
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(record.person)
}

/// A step of somebody of the actor's authority.
pub async fn find(actor: &Actor, office: &Office, step: Uuid) -> Result<RecordedStep> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let record = store::education_plan::find(&office.db, step)
        .await?
        .filter(|record| record.authority == actor.authority)
        .ok_or(Error::NotFound("step of an education plan"))?;
    find_own(actor, office, record.person, today(actor)).await?;
    let noted = office.note(
        actor,
        "education_plan.read",
        Some(record.person),
        step.to_string(),
    );
    noted.await?;
    Ok(record)
}

/// Under this an event is known to belong to an education plan.
const SOURCE: &str = "education_plan";

fn details(step: EducationStep) -> EventDetails {
    let present = match step {
        EducationStep::VirtualSchoolLiaison => {
            vec![Attendee::VirtualSchoolHead, Attendee::PersonalAdviser]
        }
        EducationStep::Started | EducationStep::Completed | EducationStep::Reviewed => Vec::new(),
    };
    EventDetails {
        present,
        ..EventDetails::default()
    }
}

fn checked(mut step: EducationPlanStep, problems: &mut Vec<Problem>) -> EducationPlanStep {
    for (field, text, most) in [
        ("place", &mut step.place, LONGEST_LINE),
        ("kept_at", &mut step.kept_at, LONGEST_LINE),
        ("goals", &mut step.goals, LONGEST_TEXT),
    ] {
        *text = without_nul(text.trim());
        if text.chars().count() > most {
            problems.push(Problem::new(
                field,
                format!("Write up to {most} characters."),
            ));
        }
    }
    if step.step == EducationStep::VirtualSchoolLiaison && step.goals.is_empty() {
        problems.push(Problem::new(
            "goals",
            "Write which goals you spoke about, and what support was agreed.",
        ));
    }
    if step
        .next_on
        .is_some_and(|next: Date| next < step.happened_on)
    {
        problems.push(Problem::new(
            "next_on",
            "The next time comes after this one. Check the day.",
        ));
    }
    step
}

fn today(actor: &Actor) -> View {
    View {
        as_at: actor.moment.today,
        known_at: None,
    }
}
