//! Beginning a plan, from the last one where there is one, and writing it part by part; of two who write the same part one is first.

use leaving_care::{
    action::Owner,
    pathway_plan::Section,
    plan_form::{DocumentKind, Head, HeadKind, PlanForms},
};
use store::pathway_plan::{PlanRecord, SectionRecord};
use uuid::Uuid;

use super::{LONGEST_TEXT, Plan, by, own_plan, plans_of, today};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    measure::nation_of,
    office::{Office, event},
    permission::Action,
    person::find_own,
};

/// Two wrote the same part. What stands, and who wrote it.
#[derive(Debug, Clone)]
pub struct SectionConflict {
    pub version: Uuid,
    pub section: Section,
    pub by: super::By,
}

/// Most goals of a part, and most steps of a goal: what a page and a young person can carry.
const MOST_GOALS: usize = 12;
const MOST_STEPS: usize = 20;

/// Begins an assessment or a plan in a form, or finds the one that is being written. A review begins from the last one that was signed
/// off: its parts are taken over, but for the young person's own words and whether they agree, which are asked anew.
pub async fn begin(actor: &Actor, office: &Office, person: Uuid, form: &str) -> Result<Uuid> {
    actor.must(Action::WritePlans, &actor.authority)?;
    let known = find_own(actor, office, person, today(actor)).await?;
    let form = PlanForms::shipped()
        .find(form)
        .filter(|form| form.nation == nation_of(&actor.authority))
        .ok_or_else(|| Error::Invalid(vec![Problem::new("form", "Choose which form to use.")]))?;
    let age = leaving_care::calendar::age_years(
        known.details.date_of_birth,
        actor.moment.today,
        leaving_care::calendar::LeapDayBirthday::default(),
    );
    let can = PlanForms::shipped().for_person(form.kind, form.nation, age, actor.moment.today);
    if !can.iter().any(|other| other.id == form.id) {
        return Err(Error::Invalid(vec![Problem::new(
            "form",
            "This form is not for somebody of this age today. Choose another.",
        )]));
    }
    let plans = plans_of(office, person, None).await?;
    let last = last_signed_off(&plans, form.kind);
    let plan = PlanRecord {
        id: Uuid::now_v7(),
        authority: actor.authority.clone(),
        person,
        kind: form.kind.code().to_owned(),
        form: form.id.clone(),
        begun_on: actor.moment.today,
        based_on: last.map(|plan| plan.id),
        by: by(actor),
        closed_at: None,
    };
    let heads: Vec<&Head> = form
        .heads_on(plan.begun_on)
        .filter(|head| head.kind == HeadKind::Matter)
        .collect();
    let copied: Vec<SectionRecord> = match last {
        Some(last) => store::pathway_plan::sections(&office.db, last.id, None)
            .await?
            .into_iter()
            .filter(|section| heads.iter().any(|head| head.id == section.head))
            .map(|section| SectionRecord {
                id: Uuid::now_v7(),
                plan: plan.id,
                is_copied: true,
                by: by(actor),
                superseded: None,
                ..section
            })
            .collect(),
        None => Vec::new(),
    };
    let mut tx = office.db.begin().await?;
    if !store::pathway_plan::insert(&mut tx, &plan).await? {
        drop(tx);
        return open_one(office, person, form.kind).await;
    }
    store::pathway_plan::insert_sections(&mut tx, &copied).await?;
    let noted = event(actor, "plan.begin", Some(person), plan.id.to_string());
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(plan.id)
}

/// The one that is being written already: whoever begins another goes on there.
async fn open_one(office: &Office, person: Uuid, kind: DocumentKind) -> Result<Uuid> {
    plans_of(office, person, None)
        .await?
        .iter()
        .find(|plan| plan.kind == kind && plan.is_being_written())
        .map(|plan| plan.id)
        .ok_or(Error::Conflict)
}

/// The newest of a kind that was signed off and not taken back.
pub(super) fn last_signed_off(plans: &[Plan], kind: DocumentKind) -> Option<&Plan> {
    plans
        .iter()
        .filter(|plan| plan.kind == kind && plan.is_signed_off())
        .max_by_key(|plan| (plan.agreed_on(), plan.begun.at))
}

/// Writes a part of a plan, and throws its draft away. `based_on` is the version that the actor saw, `None` where nothing stood yet: if
/// another has taken its place since, nothing is written, and [`conflict`] says what stands now. Gives the version that stands.
pub async fn write_section(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    head: &str,
    based_on: Option<Uuid>,
    section: Section,
) -> Result<Uuid> {
    actor.must(Action::WritePlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, None).await?;
    let head = head_of(&plan, head)?;
    let mut section = tidied(head, section)?;
    super::owner::name_workers(actor, office, &mut section).await?;
    let content = serde_json::to_string(&section).unwrap_or_default();
    let standing = standing(office, &plan, &head.id).await?;
    let id = Uuid::now_v7();
    let mut tx = office.db.begin().await?;
    if !store::pathway_plan::hold(&mut tx, plan.id).await? {
        return Err(is_closed());
    }
    // The same text sent twice is one version.
    let is_new = standing
        .as_ref()
        .is_none_or(|standing| standing.is_copied || standing.content != content);
    if is_new {
        if let Some(based_on) = based_on
            && !store::pathway_plan::supersede_section(&mut tx, based_on, id, &by(actor)).await?
        {
            return Err(Error::Conflict);
        }
        let record = SectionRecord {
            id,
            plan: plan.id,
            head: head.id.clone(),
            content,
            is_copied: false,
            by: by(actor),
            superseded: None,
        };
        if !store::pathway_plan::insert_sections(&mut tx, &[record]).await? {
            return Err(Error::Conflict);
        }
        let noted = event(
            actor,
            "plan.write",
            Some(plan.person),
            format!("{} {}", plan.id, head.id),
        );
        store::audit::insert_many(&mut tx, &[noted]).await?;
    }
    if let Some(account) = actor.account {
        store::draft::delete(&mut tx, account, &draft_form(plan.id, &head.id)).await?;
    }
    tx.commit().await?;
    Ok(standing
        .filter(|_| !is_new)
        .map_or(id, |standing| standing.id))
}

/// What stands now in a part that somebody else has written in the meantime.
pub async fn conflict(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    head: &str,
) -> Result<SectionConflict> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, None).await?;
    let head = head_of(&plan, head)?;
    let standing = standing(office, &plan, &head.id)
        .await?
        .ok_or(Error::NotFound("part of the plan"))?;
    let noted = office.note(actor, "plan.conflict", Some(plan.person), head.id.clone());
    noted.await?;
    Ok(SectionConflict {
        version: standing.id,
        section: super::content_of(std::slice::from_ref(&standing))?
            .remove(&head.id)
            .unwrap_or_default(),
        by: standing.by,
    })
}

/// The form under which the draft of a part is kept.
pub fn draft_form(plan: Uuid, head: &str) -> String {
    format!("plan/{plan}/{head}")
}

pub(super) fn is_closed() -> Error {
    Error::Refused(
        "This plan is signed off or was taken back, so nothing can be changed in it. Begin a review to go on from it.".into(),
    )
}

async fn standing(office: &Office, plan: &Plan, head: &str) -> Result<Option<SectionRecord>> {
    Ok(store::pathway_plan::sections(&office.db, plan.id, None)
        .await?
        .into_iter()
        .find(|section| section.head == head))
}

fn head_of<'p>(plan: &'p Plan, head: &str) -> Result<&'p Head> {
    plan.form
        .heads_on(plan.begun_on)
        .find(|other| other.id == head)
        .ok_or(Error::NotFound("part of the plan"))
}

/// The part without spaces around texts and without empty goals and steps, with only what this part can hold.
fn tidied(head: &Head, mut section: Section) -> Result<Section> {
    let tidy = |text: &mut String| *text = without_nul(text.trim());
    tidy(&mut section.own_words);
    tidy(&mut section.text);
    for goal in &mut section.goals {
        tidy(&mut goal.what);
        for step in &mut goal.steps {
            tidy(&mut step.what);
            if let Owner::Other(name) = &mut step.owner {
                tidy(name);
            }
            tidy(&mut step.resources);
        }
        goal.steps.retain(|step| {
            !(step.what.is_empty() && step.owner.is_nobody() && step.resources.is_empty())
                || step.due_on.is_some()
        });
        for step in &mut goal.steps {
            if step.id.is_nil() {
                step.id = Uuid::now_v7();
            }
        }
    }
    section
        .goals
        .retain(|goal| !goal.what.is_empty() || !goal.steps.is_empty());
    if let Some(agreement) = &mut section.agreement {
        tidy(&mut agreement.reason);
        tidy(&mut agreement.took_part);
        tidy(&mut agreement.others);
    }
    match head.kind {
        HeadKind::OwnWords => {
            section.goals.clear();
            section.agreement = None;
        }
        HeadKind::Agreement => section.goals.clear(),
        HeadKind::Matter => {
            section.agreement = None;
            section.had_nothing_to_say = false;
        }
    }
    let problems = too_long(&section);
    if problems.is_empty() {
        Ok(section)
    } else {
        Err(Error::Invalid(problems))
    }
}

fn too_long(section: &Section) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut check = |field: &'static str, text: &str, most: usize| {
        if text.chars().count() > most {
            problems.push(Problem::new(
                field,
                format!("Write up to {most} characters."),
            ));
        }
    };
    check("own_words", &section.own_words, LONGEST_TEXT);
    check("text", &section.text, LONGEST_TEXT);
    if let Some(agreement) = &section.agreement {
        check("reason", &agreement.reason, LONGEST_TEXT);
        check("took_part", &agreement.took_part, LONGEST_TEXT);
        check("others", &agreement.others, LONGEST_TEXT);
    }
    for goal in &section.goals {
        check("goals", &goal.what, LONGEST_LINE);
        for step in &goal.steps {
            check("goals", &step.what, LONGEST_LINE);
            check("goals", step.owner.name(), LONGEST_LINE);
            check("goals", &step.resources, LONGEST_LINE);
        }
    }
    if section.goals.len() > MOST_GOALS
        || section
            .goals
            .iter()
            .any(|goal| goal.steps.len() > MOST_STEPS)
    {
        problems.push(Problem::new(
            "goals",
            format!(
                "A part can have up to {MOST_GOALS} goals, each with up to {MOST_STEPS} steps. Fewer are kept more often."
            ),
        ));
    }
    problems
}

/// The longest goal, step or name: a few sentences.
const LONGEST_LINE: usize = 1_000;
