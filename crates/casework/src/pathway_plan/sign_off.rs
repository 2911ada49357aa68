//! Signing a plan off: nothing is missing, its steps become actions, and the duties that waited for it are met.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::{
    action::Action as Promised,
    event::{Attendee, EventDetails, EventKind},
    pathway_plan::{PlanFinding, SignOff, findings, steps},
    plan_form::DocumentKind,
};
use store::{Tx, action::ActionRecord};
use uuid::Uuid;

use super::{
    MarkKind, Plan, because_of, by, content_of, own_plan, read_plan, to_keep, today,
    write::is_closed,
};
use crate::{
    action::promises_of,
    actor::Actor,
    error::{Error, Problem, Result},
    event::{self, NewEvent},
    office::{Office, event as audit_event},
    permission::Action,
    person::find_own,
};

/// A sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignOff {
    /// The day on which it was agreed, or on which they met.
    pub on: Date,
    pub present: Vec<Attendee>,
}

/// Signs a plan off. Where something is missing nothing is written, and the answer says what: [`super::open`] lists it with place,
/// reason and remedy. In the same transaction its steps become actions and the event is written that duties wait for.
pub async fn sign_off(actor: &Actor, office: &Office, plan: Uuid, new: NewSignOff) -> Result<()> {
    actor.must(Action::WritePlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, None).await?;
    let known = find_own(actor, office, plan.person, today(actor)).await?;
    if !plan.is_being_written() {
        return Err(is_closed());
    }
    check_day(office, &plan, &new, known.details.date_of_birth, actor).await?;
    let actions = store::action::of_person(&office.db, plan.person, None).await?;
    let promises = promises_of(&actions, plan.based_on);
    let mut tx = office.db.begin().await?;
    if !store::pathway_plan::close(&mut tx, plan.id, actor.moment.now).await? {
        return Err(Error::Conflict);
    }
    // Read only now: whoever wrote before has finished, and nobody writes any more.
    let content = content_of(&store::pathway_plan::sections_held(&mut tx, plan.id).await?)?;
    let stops: Vec<PlanFinding> = findings(&SignOff {
        form: &plan.form,
        begun_on: plan.begun_on,
        as_at: actor.moment.today,
        content: &content,
        promises: &promises,
    })
    .into_iter()
    .filter(|finding| finding.stops)
    .collect();
    if !stops.is_empty() {
        return Err(Error::Invalid(stops.iter().map(as_problem).collect()));
    }
    let happened = NewEvent {
        kind: kind_of_event(&plan),
        on: new.on,
        details: EventDetails {
            present: new.present.clone(),
            ..EventDetails::default()
        },
    };
    let source = plan.kind.code();
    let events = event::write(&mut tx, actor, plan.person, &[happened], source).await?;
    let kind = MarkKind::SignedOff {
        present: new.present,
    };
    let mut mark = to_keep(actor, plan.id, &kind, new.on, "");
    mark.event = events.first().copied();
    if !store::pathway_plan::insert_mark(&mut tx, &mark).await? {
        return Err(Error::Conflict);
    }
    let from_steps = steps(&content).map(|(goal, step)| {
        let action = Promised {
            what: step.what.clone(),
            owner: step.owner.clone(),
            resources: step.resources.clone(),
            due_on: step.due_on,
            goal: goal.what.clone(),
            because: because_of(plan.id),
            came_of_it: None,
        };
        (step.id, action)
    });
    if plan.kind == DocumentKind::PathwayPlan {
        promise(&mut tx, actor, plan.person, &actions, from_steps).await?;
    }
    let noted = audit_event(
        actor,
        "plan.sign_off",
        Some(plan.person),
        plan.id.to_string(),
    );
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(())
}

fn kind_of_event(plan: &Plan) -> EventKind {
    match (plan.kind, plan.is_review()) {
        (DocumentKind::NeedsAssessment, _) => EventKind::NeedsAssessmentCompleted,
        (DocumentKind::PathwayPlan, false) => EventKind::PathwayPlanCompleted,
        (DocumentKind::PathwayPlan, true) => EventKind::PathwayPlanReviewed,
    }
}

fn as_problem(finding: &PlanFinding) -> Problem {
    Problem::new(
        "plan",
        format!("{}: {} {}", finding.place, finding.reason, finding.remedy),
    )
}

/// Not in the future, not before birth, and not before the plan from which it began.
async fn check_day(
    office: &Office,
    plan: &Plan,
    new: &NewSignOff,
    date_of_birth: Date,
    actor: &Actor,
) -> Result<()> {
    let event = NewEvent::new(kind_of_event(plan), new.on);
    let mut problems = event::problems_with(&event, date_of_birth, actor.moment.today);
    if let Some(before) = plan.based_on {
        let marks = store::pathway_plan::marks_of_person(&office.db, plan.person, None).await?;
        if let Some(record) = store::pathway_plan::find(&office.db, before).await? {
            let before = read_plan(record, &marks)?;
            if new.on < before.agreed_on() {
                problems.push(Problem::new(
                    "on",
                    "This day is before the plan that is reviewed. Check the day.",
                ));
            }
        }
    }
    if new.present.is_empty() {
        problems.push(Problem::new(
            "present",
            "Choose who had a part in it. The young person belongs there unless they could not.",
        ));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Each step becomes an action. One that was promised before and is not over goes on under its own id.
async fn promise(
    tx: &mut Tx,
    actor: &Actor,
    person: Uuid,
    before: &[ActionRecord],
    promised: impl Iterator<Item = (Uuid, Promised)>,
) -> Result<()> {
    let before: HashMap<Uuid, &ActionRecord> = before
        .iter()
        .map(|record| (record.action_id, record))
        .collect();
    let mut records = Vec::new();
    for (action_id, action) in promised {
        let id = Uuid::now_v7();
        if let Some(standing) = before.get(&action_id) {
            if standing.action.is_over() {
                continue;
            }
            let by = (actor.moment.now, actor.name.as_str());
            if !store::action::supersede(tx, standing.id, Some(id), "review", by).await? {
                return Err(Error::Conflict);
            }
        }
        records.push(ActionRecord {
            id,
            action_id,
            authority: actor.authority.clone(),
            person: Some(person),
            action,
            at: by(actor).at,
            by: actor.name.clone(),
            superseded: None,
        });
    }
    if store::action::insert_many(tx, &records).await? {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
