//! What becomes of a plan after it was written: checked by a second person, commented on, given as a copy, taken back.

use std::collections::HashMap;

use jiff::civil::Date;
use leaving_care::event::{EventDetails, EventKind};
use store::{Tx, action::ActionRecord};
use uuid::Uuid;

use super::{MarkKind, Plan, Verdict, is_by, own_plan, required, to_keep, today, write::is_closed};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    event::{self, NewEvent},
    office::{Office, event as audit_event},
    permission::Action,
    person::find_own,
};

/// Checks the quality of a plan that somebody else wrote and signed off. What is not good as it is needs words: what to mend.
pub async fn check(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    verdict: Verdict,
    words: &str,
) -> Result<()> {
    actor.must(Action::CheckPlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, None).await?;
    must_be_signed_off(&plan)?;
    let wrote = store::pathway_plan::wrote_in(&office.db, plan.id).await?;
    let signed = plan
        .signed_off()
        .map(|mark| (mark.by.name.clone(), mark.by.account));
    let had_a_hand = wrote
        .into_iter()
        .chain(signed)
        .any(|(name, account)| is_by((&name, account), actor));
    if had_a_hand {
        return Err(Error::Refused(
            "You wrote in this plan or signed it off. Its quality is checked by somebody else: ask another manager.".into(),
        ));
    }
    let words = if verdict == Verdict::Good {
        without_nul(words.trim())
    } else {
        required("words", words, "Say what is to be mended, and how.")?
    };
    keep(
        actor,
        office,
        &plan,
        &MarkKind::Checked(verdict),
        &words,
        "plan.check",
    )
    .await
}

/// Says something about a plan: for whoever reads and does not write it, such as a reviewing officer.
pub async fn comment(actor: &Actor, office: &Office, plan: Uuid, words: &str) -> Result<()> {
    actor.must(Action::CommentOnPlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, None).await?;
    let words = required("words", words, "Write what you want to say.")?;
    keep(
        actor,
        office,
        &plan,
        &MarkKind::Comment,
        &words,
        "plan.comment",
    )
    .await
}

/// Records that the young person was given a copy and had it explained.
pub async fn give_copy(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    on: Date,
    words: &str,
) -> Result<()> {
    actor.must(Action::WritePlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, None).await?;
    must_be_signed_off(&plan)?;
    if on < plan.agreed_on() {
        return Err(Error::Invalid(vec![Problem::new(
            "on",
            "This day is before the plan was agreed. Check the day.",
        )]));
    }
    let happened = NewEvent::new(EventKind::PlanCopyGiven, on);
    let mut tx = office.db.begin().await?;
    let events = event::write(&mut tx, actor, plan.person, &[happened], plan.kind.code()).await?;
    let mut mark = to_keep(actor, plan.id, &MarkKind::CopyGiven, on, words);
    mark.event = events.first().copied();
    store::pathway_plan::insert_mark(&mut tx, &mark).await?;
    let noted = audit_event(actor, "plan.copy", Some(plan.person), plan.id.to_string());
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(())
}

/// Records that the young person asked for a review.
pub async fn request_review(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    on: Date,
    words: &str,
) -> Result<()> {
    actor.must(Action::WritePlans, &actor.authority)?;
    let known = find_own(actor, office, person, today(actor)).await?;
    let event = asked_for_review(on, words);
    let problems = event::problems_with(&event, known.details.date_of_birth, actor.moment.today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    write_request(actor, office, person, event).await
}

pub(super) fn asked_for_review(on: Date, words: &str) -> NewEvent {
    NewEvent {
        kind: EventKind::ReviewRequested,
        on,
        details: EventDetails {
            note: without_nul(words.trim()),
            ..EventDetails::default()
        },
    }
}

pub(super) async fn write_request(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    event: NewEvent,
) -> Result<()> {
    let mut tx = office.db.begin().await?;
    // Recorded by itself, so that it can be put right by itself.
    event::write(&mut tx, actor, person, &[event], "entered").await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a plan back that should not be there. Its events and actions go with it, and the promises of the plan before stand again. It
/// stays in the history with the reason.
pub async fn take_back(actor: &Actor, office: &Office, plan: Uuid, reason: &str) -> Result<()> {
    actor.must(Action::WritePlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, None).await?;
    let reason = required(
        "reason",
        reason,
        "Say in a few words why it should not be there.",
    )?;
    if plan.state() == super::PlanState::TakenBack {
        return Err(Error::Conflict);
    }
    let history = store::action::history(&office.db, plan.person).await?;
    let mut tx = office.db.begin().await?;
    if plan.is_being_written()
        && !store::pathway_plan::close(&mut tx, plan.id, actor.moment.now).await?
    {
        return Err(Error::Conflict);
    }
    let today = actor.moment.today;
    let mark = to_keep(actor, plan.id, &MarkKind::TakenBack, today, &reason);
    if !store::pathway_plan::insert_mark(&mut tx, &mark).await? {
        return Err(Error::Conflict);
    }
    let events: Vec<Uuid> = plan.marks.iter().filter_map(|mark| mark.event).collect();
    event::withdraw_in(&mut tx, actor, &events, &reason).await?;
    undo_promises(&mut tx, actor, &plan, &history, &reason).await?;
    let noted = audit_event(
        actor,
        "plan.take_back",
        Some(plan.person),
        plan.id.to_string(),
    );
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(())
}

/// Actions because of a plan no longer stand; one that was promised before stands again as it was.
async fn undo_promises(
    tx: &mut Tx,
    actor: &Actor,
    plan: &Plan,
    history: &[ActionRecord],
    reason: &str,
) -> Result<()> {
    let is_of_plan = |record: &&ActionRecord| record.action.because.id() == plan.id;
    // Newest first, so the first that is found is the last version of the plan before.
    let mut before: HashMap<Uuid, &ActionRecord> = HashMap::new();
    for record in history.iter().filter(|record| !is_of_plan(record)) {
        before.entry(record.action_id).or_insert(record);
    }
    let standing = history
        .iter()
        .filter(is_of_plan)
        .filter(|record| record.superseded.is_none());
    let mut again = Vec::new();
    for record in standing {
        let id = Uuid::now_v7();
        let earlier = before.get(&record.action_id);
        let replaced_by = earlier.map(|_| id);
        let by = (actor.moment.now, actor.name.as_str());
        if !store::action::supersede(tx, record.id, replaced_by, reason, by).await? {
            return Err(Error::Conflict);
        }
        again.extend(earlier.map(|earlier| ActionRecord {
            id,
            at: actor.moment.now,
            by: actor.name.clone(),
            superseded: None,
            ..(*earlier).clone()
        }));
    }
    if store::action::insert_many(tx, &again).await? {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

fn must_be_signed_off(plan: &Plan) -> Result<()> {
    if plan.is_signed_off() {
        Ok(())
    } else if plan.is_being_written() {
        Err(Error::Refused(
            "This plan is still being written. Sign it off first.".into(),
        ))
    } else {
        Err(is_closed())
    }
}

async fn keep(
    actor: &Actor,
    office: &Office,
    plan: &Plan,
    kind: &MarkKind,
    words: &str,
    action: &'static str,
) -> Result<()> {
    let mark = to_keep(actor, plan.id, kind, actor.moment.today, words);
    let mut tx = office.db.begin().await?;
    store::pathway_plan::insert_mark(&mut tx, &mark).await?;
    let noted = audit_event(actor, action, Some(plan.person), plan.id.to_string());
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(())
}
