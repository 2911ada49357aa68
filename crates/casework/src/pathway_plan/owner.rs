//! Who can be named to do a step: the workers of the service, those of the young person first.

use std::collections::HashMap;

use leaving_care::{
    action::Owner,
    allocation::{WorkerRole, worker_on},
    pathway_plan::Section,
};
use uuid::Uuid;

use super::today;
use crate::{
    actor::Actor,
    error::{Error, Problem, Result},
    office::Office,
    permission::Action,
    person::find_own,
};

/// A worker who can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerChoice {
    pub worker: Uuid,
    pub name: String,
    pub team: String,
    /// What they are to this young person today; none for everybody else of the service.
    pub role: Option<WorkerRole>,
}

/// The workers who are there today: the young person's adviser first, then their other workers, then everybody by name.
pub async fn owners(actor: &Actor, office: &Office, person: Uuid) -> Result<Vec<OwnerChoice>> {
    actor.must(Action::WritePlans, &actor.authority)?;
    find_own(actor, office, person, today(actor)).await?;
    let day = actor.moment.today;
    let facts = office.facts(&actor.authority, None).await?;
    let roles: HashMap<Uuid, WorkerRole> = facts
        .of(person)
        .map(|facts| {
            // The first role of somebody who has two is the one that counts.
            let of = |role| worker_on(&facts.allocations, role, day);
            let roles = WorkerRole::ALL.into_iter().rev();
            roles
                .filter_map(|role| Some((of(role)?.value.worker, role)))
                .collect()
        })
        .unwrap_or_default();
    let mut choices: Vec<OwnerChoice> = store::worker::list(&office.db, &actor.authority)
        .await?
        .into_iter()
        .filter(|worker| {
            worker.starts_on.is_none_or(|start| start <= day)
                && worker.ends_on.is_none_or(|end| day < end)
        })
        .map(|worker| OwnerChoice {
            role: roles.get(&worker.id).copied(),
            worker: worker.id,
            name: worker.name,
            team: worker.team,
        })
        .collect();
    let place = |choice: &OwnerChoice| {
        let role = WorkerRole::ALL
            .into_iter()
            .position(|role| choice.role == Some(role));
        role.unwrap_or(WorkerRole::ALL.len())
    };
    choices.sort_by_key(place);
    office.note(actor, "plan.owners", Some(person), "").await?;
    Ok(choices)
}

/// Gives the workers of steps the names that the directory has: a form sends only who they are. Somebody who has left since stays named.
pub(super) async fn name_workers(
    actor: &Actor,
    office: &Office,
    section: &mut Section,
) -> Result<()> {
    let steps = section.goals.iter().flat_map(|goal| &goal.steps);
    let workers = steps.filter_map(|step| step.owner.worker()).collect();
    let names = crate::person::list::worker_names(office, &actor.authority, workers).await?;
    for step in section.goals.iter_mut().flat_map(|goal| &mut goal.steps) {
        if let Owner::Worker { id, name } = &mut step.owner {
            let known = names.get(id).ok_or_else(|| {
                let message = format!(
                    "Choose again who does \u{201c}{}\u{201d}: that person does not work here.",
                    step.what
                );
                Error::Invalid(vec![Problem::new("goals", message)])
            })?;
            name.clone_from(known);
        }
    }
    Ok(())
}
