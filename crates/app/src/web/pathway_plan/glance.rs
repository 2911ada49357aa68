//! The plan on a person's page: what is in force, what is being written, how many promises are late, and how ready they are.

use casework::{Action, Actor, pathway_plan::PersonPlans, person::View};
use leaving_care::{plan_form::DocumentKind, readiness::Share};
use uuid::Uuid;

use super::PlanLine;
use crate::web::context::App;

/// The plan in a few lines.
pub struct Glance {
    pub current: Option<PlanLine>,
    pub being_written: Option<PlanLine>,
    pub open_promises: usize,
    pub late_promises: usize,
    pub share: Share,
}

impl Glance {
    /// `None` where the reader may not see plans.
    pub async fn of(
        actor: &Actor,
        app: &App,
        person: Uuid,
        view: View,
    ) -> Result<Option<Self>, casework::Error> {
        if !actor.may(Action::ReadPlans) {
            return Ok(None);
        }
        let plans = casework::pathway_plan::of_person(actor, &app.office, person, view).await?;
        Ok(Some(Self::from(&plans)))
    }
}

impl From<&PersonPlans> for Glance {
    fn from(plans: &PersonPlans) -> Self {
        let kind = DocumentKind::PathwayPlan;
        let late = plans
            .open_actions
            .iter()
            .filter(|promise| promise.action.is_late(plans.view.as_at));
        Self {
            current: plans.current(kind).map(PlanLine::of),
            being_written: plans.being_written(kind).map(PlanLine::of),
            open_promises: plans.open_actions.len(),
            late_promises: late.count(),
            share: Share::of(&plans.readiness),
        }
    }
}
