//! The plans of a whole service: which wait for a check, are being written, or are not agreed with.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use leaving_care::{
    pathway_plan::{Agreed, Section},
    plan_form::AGREEMENT,
};
use uuid::Uuid;

use super::{Mark, Plan, Verdict, read_plan};
use crate::{
    actor::Actor, error::Result, office::Office, permission::Action, person::list::shown_line_name,
};

/// The plans that want something, each group with how many there are in all.
#[derive(Debug, Clone, Default)]
pub struct Team {
    /// Signed off and not checked by a second person yet.
    pub to_check: Group,
    /// A check said that they are to be mended now, and no review has followed.
    pub to_mend: Group,
    pub being_written: Group,
    /// The young person does not agree, or not with all of it.
    pub not_agreed: Group,
}

/// Some plans and how many there are.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Oldest first.
    pub lines: Vec<TeamLine>,
    pub total: usize,
}

/// A plan in a list.
#[derive(Debug, Clone)]
pub struct TeamLine {
    pub plan: Uuid,
    pub person: Uuid,
    pub name: String,
    pub title: String,
    /// The day on which it was agreed, or begun.
    pub on: Date,
    pub by: String,
}

/// So many of each group are shown; the oldest wait longest.
const SHOWN: usize = 20;

/// The plans of the actor's authority that want something.
pub async fn team(actor: &Actor, office: &Office) -> Result<Team> {
    actor.must(Action::ReadPlans, &actor.authority)?;
    let authority = &actor.authority;
    let marks = store::pathway_plan::marks_of_authority(&office.db, authority).await?;
    let mut of_plan: HashMap<Uuid, Vec<_>> = HashMap::new();
    for mark in marks {
        of_plan.entry(mark.plan).or_default().push(mark);
    }
    let mut plans: Vec<Plan> = Vec::new();
    for record in store::pathway_plan::of_authority(&office.db, authority).await? {
        let marks = of_plan.remove(&record.id).unwrap_or_default();
        plans.push(read_plan(record, &marks)?);
    }
    let disagrees = disagreeing(actor, office).await?;
    let gone_on: HashSet<Uuid> = plans
        .iter()
        .filter(|plan| plan.is_signed_off())
        .filter_map(|plan| plan.based_on)
        .collect();
    // In force: signed off, and no later one has taken its place.
    let mut newest: HashSet<(Uuid, &'static str)> = HashSet::new();
    let mut groups: [Vec<&Plan>; 4] = Default::default();
    for plan in &plans {
        let verdict = plan.checked().map(|(_, verdict)| verdict);
        if plan.is_being_written() {
            groups[2].push(plan);
        }
        if !plan.is_signed_off() {
            continue;
        }
        let is_in_force = newest.insert((plan.person, plan.kind.code()));
        if is_in_force && verdict.is_none() {
            groups[0].push(plan);
        }
        if verdict == Some(Verdict::DoAgain) && !gone_on.contains(&plan.id) {
            groups[1].push(plan);
        }
        if is_in_force && disagrees.contains(&plan.id) {
            groups[3].push(plan);
        }
    }
    let names = names(actor, office, &groups).await?;
    let [to_check, to_mend, being_written, not_agreed] = groups.map(|plans| group(plans, &names));
    let team = Team {
        to_check,
        to_mend,
        being_written,
        not_agreed,
    };
    office.note(actor, "plan.team", None, "").await?;
    Ok(team)
}

/// The plans with whose last word the young person does not agree, or not with all of it.
async fn disagreeing(actor: &Actor, office: &Office) -> Result<HashSet<Uuid>> {
    let records =
        store::pathway_plan::sections_of_people(&office.db, &actor.authority, AGREEMENT).await?;
    Ok(records
        .into_iter()
        .filter(|record| {
            let section: Section = serde_json::from_str(&record.content).unwrap_or_default();
            let answer = section.agreement.and_then(|agreement| agreement.answer);
            matches!(answer, Some(Agreed::No | Agreed::InPart))
        })
        .map(|record| record.plan)
        .collect())
}

async fn names(
    actor: &Actor,
    office: &Office,
    groups: &[Vec<&Plan>; 4],
) -> Result<HashMap<Uuid, String>> {
    let mut people: Vec<Uuid> = groups
        .iter()
        .flat_map(|plans| plans.iter().rev().take(SHOWN).map(|plan| plan.person))
        .collect();
    people.sort_unstable();
    people.dedup();
    let lines = store::person::lines(&office.db, &actor.authority, &people).await?;
    Ok(lines
        .into_iter()
        .map(|line| (line.person_id, shown_line_name(actor, &line)))
        .collect())
}

fn group(plans: Vec<&Plan>, names: &HashMap<Uuid, String>) -> Group {
    let total = plans.len();
    let lines = plans.into_iter().rev().take(SHOWN).map(|plan| TeamLine {
        plan: plan.id,
        person: plan.person,
        name: names.get(&plan.person).cloned().unwrap_or_default(),
        title: plan.title(),
        on: plan.agreed_on(),
        by: plan
            .signed_off()
            .map_or(&plan.begun, |mark: &Mark| &mark.by)
            .name
            .clone(),
    });
    Group {
        lines: lines.collect(),
        total,
    }
}
