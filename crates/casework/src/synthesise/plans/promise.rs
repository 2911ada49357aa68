//! Made-up promises: the steps of a plan, what came of those whose day has passed, and what the next review said of them.

use leaving_care::{
    action::{Action, Because, CameOfIt, Outcome},
    facts::PersonFacts,
    pathway_plan::Content,
};
use store::{action::ActionRecord, entitlement::By, pathway_plan::PlanRecord};
use uuid::Uuid;

use super::Maker;

impl Maker<'_> {
    pub(super) fn promises(plan: &PlanRecord, content: &Content) -> Vec<(Uuid, Action)> {
        leaving_care::pathway_plan::steps(content)
            .map(|(goal, step)| {
                let action = Action {
                    what: step.what.clone(),
                    owner: step.owner.clone(),
                    resources: step.resources.clone(),
                    due_on: step.due_on,
                    goal: goal.what.clone(),
                    because: Because::PathwayPlan(plan.id),
                    came_of_it: None,
                };
                (step.id, action)
            })
            .collect()
    }

    pub(super) fn settle(
        &mut self,
        person: &PersonFacts,
        plan: &PlanRecord,
        id: Uuid,
        action: Action,
    ) {
        let outcome = self
            .dice
            .weighted(&[(Outcome::Kept, 75), (Outcome::NoLongerNeeded, 25)]);
        let action = Action {
            came_of_it: Some(CameOfIt {
                outcome,
                on: plan.begun_on,
                note: String::new(),
            }),
            ..action
        };
        self.act(person, &plan.by, id, action);
    }

    pub(super) fn act(&mut self, person: &PersonFacts, by: &By, action_id: Uuid, action: Action) {
        let id = self.dice.id();
        self.made.actions.push(ActionRecord {
            id,
            action_id,
            authority: self.authority.to_owned(),
            person: Some(person.person),
            action,
            at: by.at,
            by: by.name.clone(),
            superseded: None,
        });
    }

    /// Of what is due by now most has an answer.
    pub(super) fn came_of_it(&mut self, action: &Action) -> Option<CameOfIt> {
        let due_on = action.due_on.filter(|due_on| *due_on < self.last_day)?;
        let outcome = self.dice.weighted(&[
            (Some(Outcome::Kept), 72),
            (Some(Outcome::NotKept), 12),
            (Some(Outcome::NoLongerNeeded), 10),
            (None, 6),
        ])?;
        Some(CameOfIt {
            outcome,
            on: due_on,
            note: String::new(),
        })
    }
}
