//! Reading plans: everything of one person, one plan with what it still lacks, two beside each other, and all that is held.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, civil::Date};
use leaving_care::{
    calendar::{LeapDayBirthday, age_years},
    pathway_plan::{Agreement, Compared, Content, PlanFinding, Section, SignOff, findings},
    plan_form::{AGREEMENT, DocumentKind, Head, PlanForm, PlanForms},
    readiness::{Line, readiness},
};
use store::{
    action::ActionRecord, education_plan::StepRecord, pathway_plan::SectionRecord,
    readiness::AnswerRecord,
};
use uuid::Uuid;

use super::{
    By, PersonAction, Plan, content_of, own_plan, plans_of, read_plan, write::last_signed_off,
};
use crate::{
    action::promises_of,
    actor::Actor,
    error::Result,
    measure::nation_of,
    office::Office,
    permission::Action,
    person::{PersonVersion, View, Who, find_own, open::shown_name},
    readiness::in_record,
};

/// Everything about a person's plans.
#[derive(Debug, Clone)]
pub struct PersonPlans {
    pub who: Who,
    pub age_years: i16,
    /// Newest first.
    pub plans: Vec<Plan>,
    /// Whether they agree with the current plan.
    pub agreement: Option<Agreement>,
    /// What was promised and is not over, by day.
    pub open_actions: Vec<PersonAction>,
    /// What was promised in the current plan and is over.
    pub past_actions: Vec<PersonAction>,
    /// Newest first.
    pub education: Vec<StepRecord>,
    pub readiness: Vec<Line>,
    pub view: View,
}

impl PersonPlans {
    /// The newest of a kind that was signed off.
    pub fn current(&self, kind: DocumentKind) -> Option<&Plan> {
        last_signed_off(&self.plans, kind)
    }

    /// The one of a kind that is being written.
    pub fn being_written(&self, kind: DocumentKind) -> Option<&Plan> {
        self.plans
            .iter()
            .find(|plan| plan.kind == kind && plan.is_being_written())
    }
}

/// A plan opened.
#[derive(Debug, Clone)]
pub struct OpenPlan {
    pub who: Who,
    pub plan: Plan,
    pub sections: Vec<OpenSection>,
    /// What it still lacks while it is being written.
    pub findings: Vec<PlanFinding>,
    /// Of the plan from which a review began, with what came of them by then.
    pub promises: Vec<PersonAction>,
    /// What was promised in this plan, as it stands.
    pub actions: Vec<PersonAction>,
    /// The plan from which it began.
    pub before: Option<Plan>,
    /// The plan that began from this one and was signed off.
    pub after: Option<Plan>,
}

impl OpenPlan {
    /// How many parts say something already, of how many must.
    pub fn progress(&self) -> (usize, usize) {
        let must: Vec<&OpenSection> = self
            .sections
            .iter()
            .filter(|open| {
                open.head.is_required || open.head.kind != leaving_care::plan_form::HeadKind::Matter
            })
            .collect();
        let done = must.iter().filter(|open| !open.section.is_empty());
        (done.count(), must.len())
    }

    pub fn stops(&self) -> usize {
        self.findings.iter().filter(|finding| finding.stops).count()
    }

    pub fn section(&self, head: &str) -> Option<&OpenSection> {
        self.sections.iter().find(|open| open.head.id == head)
    }
}

/// A part of a plan.
#[derive(Debug, Clone)]
pub struct OpenSection {
    pub head: Head,
    pub section: Section,
    /// The version that stands; none while nothing is written.
    pub version: Option<Uuid>,
    /// Taken over from the plan before and not looked at since.
    pub is_copied: bool,
    pub by: Option<By>,
    /// What stood in the plan before.
    pub before: Option<Section>,
}

impl OpenSection {
    /// Whether it says something else than in the plan before.
    pub fn is_changed(&self) -> bool {
        self.before
            .as_ref()
            .is_some_and(|before| *before != self.section)
    }
}

/// Two plans of a person beside each other.
#[derive(Debug, Clone)]
pub struct Comparison {
    pub who: Who,
    pub before: Plan,
    pub after: Plan,
    pub parts: Vec<Compared>,
}

/// Everything that is held about somebody's plans, every version of it.
#[derive(Debug, Clone)]
pub struct Held {
    pub plans: Vec<(Plan, Vec<SectionRecord>)>,
    pub actions: Vec<ActionRecord>,
    pub readiness: Vec<AnswerRecord>,
    pub education: Vec<StepRecord>,
}

/// Everything about a person's plans as they were known at the moment of the view.
pub async fn of_person(
    actor: &Actor,
    office: &Office,
    person: Uuid,
    view: View,
) -> Result<PersonPlans> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let version = find_own(actor, office, person, view).await?;
    let found = read_all(office, who(actor, &version), &version, view).await?;
    office.note(actor, "plan.list", Some(person), "").await?;
    Ok(found)
}

pub(super) fn who(actor: &Actor, version: &PersonVersion) -> Who {
    Who {
        id: version.person,
        name: shown_name(actor, version),
    }
}

pub(super) async fn read_all(
    office: &Office,
    who: Who,
    version: &PersonVersion,
    view: View,
) -> Result<PersonPlans> {
    let person = who.id;
    let born = version.details.date_of_birth;
    let plans = plans_of(office, person, view.known_at).await?;
    let current = last_signed_off(&plans, DocumentKind::PathwayPlan).map(|plan| plan.id);
    let agreement = match current {
        Some(plan) => {
            content_of(&store::pathway_plan::sections(&office.db, plan, view.known_at).await?)?
                .remove(AGREEMENT)
                .and_then(|section| section.agreement)
        }
        None => None,
    };
    let (past_actions, open_actions): (Vec<PersonAction>, Vec<PersonAction>) =
        store::action::of_person(&office.db, person, view.known_at)
            .await?
            .into_iter()
            .map(PersonAction::from)
            .partition(|action| action.action.is_over());
    let answers = store::readiness::of_person(&office.db, person, view.known_at).await?;
    let answers: Vec<_> = answers.into_iter().map(|record| record.answer).collect();
    Ok(PersonPlans {
        who,
        age_years: age_years(born, view.as_at, LeapDayBirthday::default()),
        plans,
        agreement,
        open_actions,
        past_actions: past_actions
            .into_iter()
            .filter(|action| Some(action.action.because.id()) == current)
            .collect(),
        education: store::education_plan::of_person(&office.db, person, view.known_at).await?,
        readiness: readiness(
            born,
            &answers,
            in_record(office, version, view.known_at).await?,
            view.as_at,
        ),
        view,
    })
}

/// The forms in which a plan of a kind can be begun for somebody of this age today: the usual one first.
pub fn can_begin(
    authority: &str,
    kind: DocumentKind,
    age_years: i16,
    today: Date,
) -> Vec<Arc<PlanForm>> {
    PlanForms::shipped()
        .for_person(kind, nation_of(authority), age_years, today)
        .into_iter()
        .cloned()
        .collect()
}

/// Opens a plan, as it stands or as it was known at a moment.
pub async fn open(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    known_at: Option<Timestamp>,
) -> Result<OpenPlan> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let plan = own_plan(actor, office, plan, known_at).await?;
    let view = View {
        as_at: actor.moment.today,
        known_at: None,
    };
    let version = find_own(actor, office, plan.person, view).await?;
    let (person, id) = (plan.person, plan.id);
    let found = assemble(
        office,
        who(actor, &version),
        plan,
        actor.moment.today,
        known_at,
    )
    .await?;
    office
        .note(actor, "plan.read", Some(person), id.to_string())
        .await?;
    Ok(found)
}

pub(super) async fn assemble(
    office: &Office,
    who: Who,
    plan: Plan,
    today: Date,
    known_at: Option<Timestamp>,
) -> Result<OpenPlan> {
    let db = &office.db;
    let records = store::pathway_plan::sections(db, plan.id, known_at).await?;
    let content = content_of(&records)?;
    let others = plans_of(office, plan.person, known_at).await?;
    let before = others
        .iter()
        .find(|other| Some(other.id) == plan.based_on)
        .cloned();
    let content_before = match &before {
        Some(before) => content_of(&store::pathway_plan::sections(db, before.id, known_at).await?)?,
        None => Content::new(),
    };
    // The promises of last time as they stood when this plan was signed off: at sign-off they become promises of this one.
    let at_sign_off = plan
        .signed_off()
        .map(|mark| mark.by.at - SignedDuration::from_micros(1));
    let then = store::action::of_person(db, plan.person, at_sign_off.or(known_at)).await?;
    let now = store::action::of_person(db, plan.person, known_at).await?;
    let promises = promises_of(&then, plan.based_on);
    let of_plan = |actions: Vec<ActionRecord>, plan: Option<Uuid>| -> Vec<PersonAction> {
        actions
            .into_iter()
            .filter(|record| Some(record.action.because.id()) == plan)
            .map(PersonAction::from)
            .collect()
    };
    Ok(OpenPlan {
        who,
        findings: if plan.is_being_written() {
            findings(&SignOff {
                form: &plan.form,
                begun_on: plan.begun_on,
                as_at: today,
                content: &content,
                promises: &promises,
            })
        } else {
            Vec::new()
        },
        sections: sections(&plan, &records, &content, &content_before, before.is_some()),
        promises: of_plan(then, plan.based_on),
        actions: of_plan(now, Some(plan.id)),
        after: others
            .iter()
            .find(|other| other.based_on == Some(plan.id) && other.is_signed_off())
            .cloned(),
        before,
        plan,
    })
}

fn sections(
    plan: &Plan,
    records: &[SectionRecord],
    content: &Content,
    before: &Content,
    is_review: bool,
) -> Vec<OpenSection> {
    plan.form
        .heads_on(plan.begun_on)
        .map(|head| {
            let record = records.iter().find(|record| record.head == head.id);
            OpenSection {
                head: head.clone(),
                section: content.get(&head.id).cloned().unwrap_or_default(),
                version: record.map(|record| record.id),
                is_copied: record.is_some_and(|record| record.is_copied),
                by: record.map(|record| record.by.clone()),
                before: is_review.then(|| before.get(&head.id).cloned().unwrap_or_default()),
            }
        })
        .collect()
}

/// Two plans of the same person beside each other, the earlier one first, as they stand or as they were known at a moment. Without `with`
/// the plan is compared with the one before.
pub async fn compare(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    with: Option<Uuid>,
    known_at: Option<Timestamp>,
) -> Result<Comparison> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let mut after = own_plan(actor, office, plan, known_at).await?;
    let other = with
        .or(after.based_on)
        .ok_or(crate::error::Error::NotFound("plan before this one"))?;
    let mut before = own_plan(actor, office, other, known_at).await?;
    if before.person != after.person {
        return Err(crate::error::Error::NotFound("plan"));
    }
    if before.begun.at > after.begun.at {
        std::mem::swap(&mut before, &mut after);
    }
    let version = find_own(actor, office, after.person, super::today(actor)).await?;
    let content = async |plan: &Plan| {
        content_of(&store::pathway_plan::sections(&office.db, plan.id, known_at).await?)
    };
    let (earlier, later) = (content(&before).await?, content(&after).await?);
    let heads = |plan: &Plan| -> Vec<Head> { plan.form.heads_on(plan.begun_on).cloned().collect() };
    let (heads_before, heads_after) = (heads(&before), heads(&after));
    let parts = leaving_care::pathway_plan::compare(
        (&heads_before.iter().collect::<Vec<_>>(), &earlier),
        (&heads_after.iter().collect::<Vec<_>>(), &later),
    );
    office
        .note(actor, "plan.compare", Some(after.person), plan.to_string())
        .await?;
    Ok(Comparison {
        who: who(actor, &version),
        before,
        after,
        parts,
    })
}

/// Everything that is held about somebody's plans, with every version: for the history, and for whoever asks what is kept about them.
pub async fn held(actor: &Actor, office: &Office, person: Uuid) -> Result<Held> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    find_own(actor, office, person, super::today(actor)).await?;
    let db = &office.db;
    let marks = store::pathway_plan::marks_of_person(db, person, None).await?;
    let mut plans = Vec::new();
    for record in store::pathway_plan::of_person(db, person, None).await? {
        let sections = store::pathway_plan::section_history(db, record.id).await?;
        plans.push((read_plan(record, &marks)?, sections));
    }
    let held = Held {
        plans,
        actions: store::action::history(db, person).await?,
        readiness: store::readiness::history(db, person).await?,
        education: store::education_plan::history(db, person).await?,
    };
    office.note(actor, "plan.history", Some(person), "").await?;
    Ok(held)
}
