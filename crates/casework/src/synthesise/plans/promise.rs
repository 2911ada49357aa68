//! Made-up promises: the steps of a plan, what came of those whose day has passed, and what the next review said of them.

use jiff::civil::Date;
use leaving_care::{
    action::{Action, Because, CameOfIt, Outcome},
    facts::PersonFacts,
    pathway_plan::Content,
};
use store::{action::ActionRecord, entitlement::By, pathway_plan::PlanRecord, spell::Superseded};
use uuid::Uuid;

use super::{Maker, noon};

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

    /// What was promised before had its answer by the day of the next plan.
    pub(super) fn settle(
        &mut self,
        person: &PersonFacts,
        on: Date,
        by: &By,
        (id, action): (Uuid, Action),
    ) {
        let outcome = self
            .dice
            .weighted(&[(Outcome::Kept, 75), (Outcome::NoLongerNeeded, 25)]);
        let came_of_it = CameOfIt {
            outcome,
            on,
            note: String::new(),
        };
        self.act(person, by, (id, action), Some(came_of_it));
    }

    /// A promise as it was made; where something came of it, that takes its place on its own day.
    pub(super) fn act(
        &mut self,
        person: &PersonFacts,
        by: &By,
        (action_id, action): (Uuid, Action),
        came_of_it: Option<CameOfIt>,
    ) {
        let said = came_of_it.map(|came_of_it| (self.dice.id(), noon(came_of_it.on), came_of_it));
        let made = ActionRecord {
            id: self.dice.id(),
            action_id,
            authority: self.authority.to_owned(),
            person: Some(person.person),
            action,
            at: by.at,
            by: by.name.clone(),
            superseded: said.as_ref().map(|(id, at, _)| Superseded {
                at: *at,
                by: by.name.clone(),
                replaced_by: Some(*id),
                reason: String::new(),
            }),
        };
        if let Some((id, at, came_of_it)) = said {
            self.made.actions.push(ActionRecord {
                id,
                at,
                superseded: None,
                action: Action {
                    came_of_it: Some(came_of_it),
                    ..made.action.clone()
                },
                ..made.clone()
            });
        }
        self.made.actions.push(made);
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
