//! What can be asked about plans, promises, readiness lists and education plans, with all that it needs.

use casework::{
    Action, Actor, Error, action,
    duty::Whose,
    education_plan,
    pathway_plan::{self, NewSignOff, TeamAsked, Verdict},
    person::View,
    readiness,
};
use leaving_care::{
    action::{CameOfIt, Outcome},
    education_plan::{EducationPlanStep, EducationStep},
    pathway_plan::{Agreed, Section},
    readiness::{Answer, State},
};
use uuid::Uuid;

use crate::site::{Site, TODAY};

pub const ACTIONS: &[(&str, &[Action])] = {
    use Action::{
        CheckPlans, CommentOnPlans, ReadOwnPlan, ReadPeople, ReadPlans, RecordEducationPlans,
        WritePlans,
    };
    &[
        ("action::of_person", &[ReadPlans]),
        ("action::owed", &[ReadPeople]),
        ("action::say_what_came_of_it", &[WritePlans]),
        ("education_plan::find", &[ReadPlans]),
        ("education_plan::record", &[RecordEducationPlans]),
        ("education_plan::withdraw", &[RecordEducationPlans]),
        ("pathway_plan::begin", &[WritePlans]),
        ("pathway_plan::check", &[CheckPlans]),
        ("pathway_plan::comment", &[CommentOnPlans]),
        ("pathway_plan::compare", &[ReadPlans]),
        ("pathway_plan::conflict", &[ReadPlans]),
        ("pathway_plan::give_copy", &[WritePlans]),
        ("pathway_plan::held", &[ReadPlans]),
        ("pathway_plan::of_ones_own", &[ReadOwnPlan]),
        ("pathway_plan::of_person", &[ReadPlans]),
        ("pathway_plan::open", &[ReadPlans]),
        ("pathway_plan::owners", &[WritePlans]),
        ("pathway_plan::request_own_review", &[ReadOwnPlan]),
        ("pathway_plan::request_review", &[WritePlans]),
        ("pathway_plan::say_own_view", &[ReadOwnPlan]),
        ("pathway_plan::sign_off", &[WritePlans]),
        ("pathway_plan::take_back", &[WritePlans]),
        ("pathway_plan::team", &[ReadPlans]),
        ("pathway_plan::write_section", &[WritePlans]),
        ("readiness::answer", &[WritePlans]),
        ("readiness::of_person", &[ReadPlans]),
        ("readiness::team", &[ReadPlans]),
        ("readiness::went_through", &[WritePlans]),
    ]
};

/// Asks one of them about nobody.
pub async fn ask(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody) = (&site.office, Uuid::nil());
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    match name {
        "action::of_person" => action::of_person(actor, office, nobody, view)
            .await
            .map(drop),
        "action::owed" => action::owed(actor, office, Whose::Own).await.map(drop),
        "action::say_what_came_of_it" => {
            let came = CameOfIt {
                outcome: Outcome::Kept,
                on: TODAY,
                note: String::new(),
            };
            action::say_what_came_of_it(actor, office, nobody, nobody, came)
                .await
                .map(drop)
        }
        "education_plan::find" => education_plan::find(actor, office, nobody).await.map(drop),
        "education_plan::record" => education_plan::record(actor, office, nobody, education())
            .await
            .map(drop),
        "education_plan::withdraw" => education_plan::withdraw(actor, office, nobody, "never")
            .await
            .map(drop),
        "readiness::answer" => readiness::answer(actor, office, nobody, None, phone()).await,
        "readiness::of_person" => readiness::of_person(actor, office, nobody, view)
            .await
            .map(drop),
        "readiness::team" => readiness::team(actor, office).await.map(drop),
        "readiness::went_through" => readiness::went_through(actor, office, nobody).await,
        name => ask_about_plan(name, actor, site).await,
    }
}

async fn ask_about_plan(name: &str, actor: &Actor, site: &Site) -> Result<(), Error> {
    let (office, nobody) = (&site.office, Uuid::nil());
    let view = View {
        as_at: TODAY,
        known_at: None,
    };
    match name {
        "pathway_plan::begin" => pathway_plan::begin(actor, office, nobody, "england_pathway_plan")
            .await
            .map(drop),
        "pathway_plan::check" => {
            pathway_plan::check(actor, office, nobody, Verdict::Good, "").await
        }
        "pathway_plan::comment" => pathway_plan::comment(actor, office, nobody, "Well done").await,
        "pathway_plan::compare" => pathway_plan::compare(actor, office, nobody, None, None)
            .await
            .map(drop),
        "pathway_plan::conflict" => pathway_plan::conflict(actor, office, nobody, "home")
            .await
            .map(drop),
        "pathway_plan::give_copy" => {
            pathway_plan::give_copy(actor, office, nobody, TODAY, "").await
        }
        "pathway_plan::held" => pathway_plan::held(actor, office, nobody).await.map(drop),
        "pathway_plan::of_ones_own" => pathway_plan::of_ones_own(actor, office).await.map(drop),
        "pathway_plan::of_person" => pathway_plan::of_person(actor, office, nobody, view)
            .await
            .map(drop),
        "pathway_plan::open" => pathway_plan::open(actor, office, nobody, None)
            .await
            .map(drop),
        "pathway_plan::owners" => pathway_plan::owners(actor, office, nobody).await.map(drop),
        "pathway_plan::request_own_review" => {
            pathway_plan::request_own_review(actor, office, "").await
        }
        "pathway_plan::request_review" => {
            pathway_plan::request_review(actor, office, nobody, TODAY, "").await
        }
        "pathway_plan::say_own_view" => {
            pathway_plan::say_own_view(actor, office, nobody, Agreed::Yes, "").await
        }
        "pathway_plan::sign_off" => {
            let new = NewSignOff {
                on: TODAY,
                present: Vec::new(),
            };
            pathway_plan::sign_off(actor, office, nobody, new).await
        }
        "pathway_plan::take_back" => pathway_plan::take_back(actor, office, nobody, "never").await,
        "pathway_plan::team" => pathway_plan::team(actor, office, &TeamAsked::default())
            .await
            .map(drop),
        "pathway_plan::write_section" => {
            let section = Section::default();
            pathway_plan::write_section(actor, office, nobody, "home", None, section)
                .await
                .map(drop)
        }
        other => panic!("{other} is in the list but is not asked"),
    }
}

fn education() -> EducationPlanStep {
    EducationPlanStep {
        step: EducationStep::Reviewed,
        happened_on: TODAY,
        place: String::new(),
        kept_at: String::new(),
        goals: String::new(),
        next_on: None,
    }
}

fn phone() -> Answer {
    Answer {
        item: "phone".into(),
        state: State::Have,
        evidence: String::new(),
        expires_on: None,
        helper: String::new(),
        missing: String::new(),
    }
}
