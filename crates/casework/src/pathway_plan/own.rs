//! A young person's own plan: reading it, saying whether they agree, and asking for a review. About nobody but themselves.

use leaving_care::{pathway_plan::Agreed, plan_form::DocumentKind};
use uuid::Uuid;

use super::{
    MarkKind, OpenPlan, PersonPlans,
    mark::{asked_for_review, write_request},
    open::{assemble, read_all, who},
    own_plan, to_keep, today,
};
use crate::{
    actor::Actor,
    error::{Error, Problem, Result, without_nul},
    office::{Office, event},
    permission::Action,
    person::find_own,
};

/// What a young person sees of their own.
#[derive(Debug, Clone)]
pub struct OwnPlan {
    /// The plan that is in force; none while there is none.
    pub open: Option<OpenPlan>,
    pub all: PersonPlans,
}

/// The young person's own plan in force, what was promised to them, and their readiness list. What staff wrote for each other about the
/// plan is not there.
pub async fn of_ones_own(actor: &Actor, office: &Office) -> Result<OwnPlan> {
    let person = actor.own(Action::ReadOwnPlan)?;
    let version = find_own(actor, office, person, today(actor)).await?;
    let mut who = who(actor, &version);
    // Their role reads no names; their own they know.
    who.name = version.details.display_name();
    let mut all = read_all(office, who.clone(), &version, today(actor)).await?;
    for plan in &mut all.plans {
        without_words_of_staff(&mut plan.marks);
    }
    let open = match all.current(DocumentKind::PathwayPlan) {
        Some(plan) => {
            let today = actor.moment.today;
            Some(assemble(office, who, plan.clone(), today, None).await?)
        }
        None => None,
    };
    office
        .note(actor, "plan.own_read", Some(person), "")
        .await?;
    Ok(OwnPlan { open, all })
}

fn without_words_of_staff(marks: &mut Vec<super::Mark>) {
    marks.retain(|mark| !matches!(mark.kind, MarkKind::Comment | MarkKind::Checked(_)));
}

/// The young person says whether they agree with their plan, in their own words.
pub async fn say_own_view(
    actor: &Actor,
    office: &Office,
    plan: Uuid,
    agreed: Agreed,
    words: &str,
) -> Result<()> {
    let person = actor.own(Action::ReadOwnPlan)?;
    let plan = own_plan(actor, office, plan, None).await?;
    if plan.person != person || !plan.is_signed_off() {
        return Err(Error::NotFound("plan"));
    }
    let words = own_words(words)?;
    let kind = MarkKind::OwnView(agreed);
    let mark = to_keep(actor, plan.id, &kind, actor.moment.today, &words);
    let mut tx = office.db.begin().await?;
    store::pathway_plan::insert_mark(&mut tx, &mark).await?;
    let noted = event(actor, "plan.own_view", Some(person), plan.id.to_string());
    store::audit::insert_many(&mut tx, &[noted]).await?;
    tx.commit().await?;
    Ok(())
}

/// The young person asks for a review of their plan: from then on it is owed.
pub async fn request_own_review(actor: &Actor, office: &Office, words: &str) -> Result<()> {
    let person = actor.own(Action::ReadOwnPlan)?;
    let asked = asked_for_review(actor.moment.today, &own_words(words)?);
    write_request(actor, office, person, asked).await
}

fn own_words(words: &str) -> Result<String> {
    let words = without_nul(words.trim());
    if words.chars().count() > LONGEST_WORDS {
        return Err(Error::Invalid(vec![Problem::new(
            "words",
            format!("Write up to {LONGEST_WORDS} characters."),
        )]));
    }
    Ok(words)
}

const LONGEST_WORDS: usize = 4_000;
