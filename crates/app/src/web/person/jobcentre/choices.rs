//! The answers to choose from in the forms of the Jobcentre page.

use casework::{Actor, jobcentre::JobcentrePage};
use leaving_care::{
    calendar::{LeapDayBirthday, birthday_on},
    claim::{
        Benefit, Channel, How, Ledger, Purpose, SanctionState, Scope, SupportItem, SupportStage,
        benefits_open_on, support_on,
    },
    event::Attendee,
};

use super::{
    read::{self, Kind},
    record::Task,
    words,
};
use crate::web::form::Choice;

/// The answers to choose from; those that the form does not ask are empty.
#[derive(Default)]
pub struct Choices {
    pub answers: Vec<Choice>,
    pub hows: Vec<Choice>,
    pub scopes: Vec<Choice>,
    pub benefits: Vec<Choice>,
    pub stages: Vec<Choice>,
    pub purposes: Vec<Choice>,
    pub channels: Vec<Choice>,
    pub present: Vec<Choice>,
    pub callers: Vec<Choice>,
    pub items: Vec<Choice>,
    pub yes: Vec<Choice>,
}

/// What can be chosen in a form.
pub fn choices(opened: &JobcentrePage, task: &Task, actor: &Actor) -> Choices {
    let ledger = &opened.ledger;
    let today = actor.moment.today;
    let mut choices = Choices {
        channels: coded(Channel::ALL, |one| (one.code(), one.label())),
        yes: vec![Choice::new("yes", "Yes")],
        ..Choices::default()
    };
    match task.kind {
        Kind::Consent => {
            choices.answers = words::consent_answers();
            choices.hows = coded(How::ALL, |one| (one.code(), one.label()));
            choices.scopes = coded(Scope::ALL, |one| (one.code(), one.label()));
        }
        Kind::Claim => {
            let eighteenth = birthday_on(opened.born, 18, LeapDayBirthday::default());
            let known = ledger.claims.iter().map(|claim| claim.benefit);
            let mut benefits: Vec<Benefit> = benefits_open_on(today.max(eighteenth)).collect();
            benefits.extend(known);
            benefits.sort_unstable();
            benefits.dedup();
            // The one that nearly everybody claims stands first.
            benefits.sort_by_key(|benefit| *benefit != Benefit::UniversalCredit);
            choices.benefits = benefits
                .into_iter()
                .map(|benefit| {
                    Choice::new(benefit.code(), &*benefit.terms().title)
                        .with_hint(&*benefit.terms().first_payment)
                })
                .collect();
        }
        Kind::Stage => choices.stages = stage_choices(ledger, task),
        Kind::Appointment => {
            choices.purposes = coded(Purpose::ALL, |one| (one.code(), one.label()));
        }
        Kind::Outcome => {
            choices.answers = words::outcomes(ledger, task.about);
            choices.present = attendees(false);
        }
        Kind::Sanction => choices.answers = sanction_choices(ledger, task),
        Kind::Conference => {
            choices.answers =
                words::conference_answers(task.about.is_some(), task.corrects.is_some());
            choices.callers = attendees(true);
            choices.present = attendees(false);
        }
        Kind::Support => {
            let known = ledger.support.iter().find(|one| Some(one.id) == task.about);
            choices.stages = match (known, task.corrects) {
                (_, Some(_)) => coded(SupportStage::ALL, |one| (one.code(), one.label())),
                (Some(known), None) => coded(known.next(), |one| (one.code(), one.label())),
                (None, None) => Vec::new(),
            };
            choices.items = support_on(today)
                .filter(|item| may_offer(ledger, item))
                .map(|item| Choice::new(&*item.id, &*item.title))
                .collect();
        }
        _ => {}
    }
    choices
}

fn stage_choices(ledger: &Ledger, task: &Task) -> Vec<Choice> {
    let Some(claim) = task.about.and_then(|about| ledger.claim(about)) else {
        return Vec::new();
    };
    let label = |stage: leaving_care::claim::Stage| {
        Choice::new(stage.code(), claim.benefit.stage_label(stage))
    };
    match task.corrects {
        Some(_) => leaving_care::claim::Stage::ALL
            .iter()
            .copied()
            .map(label)
            .collect(),
        None => read::stages_to_come(claim).map(label).collect(),
    }
}

fn may_offer(ledger: &Ledger, item: &SupportItem) -> bool {
    !ledger.support.iter().any(|known| {
        known.item == item.id
            && !matches!(known.stage(), SupportStage::Declined | SupportStage::Ended)
    })
}

fn sanction_choices(ledger: &Ledger, task: &Task) -> Vec<Choice> {
    let known = ledger
        .sanctions
        .iter()
        .find(|one| Some(one.id) == task.about);
    let states: &[SanctionState] = match (known, task.corrects) {
        (_, Some(_)) => &[
            SanctionState::Considered,
            SanctionState::Applied,
            SanctionState::NotApplied,
            SanctionState::Challenged,
            SanctionState::Overturned,
            SanctionState::Upheld,
        ],
        (Some(known), None) => known.state.next(),
        (None, None) => &[SanctionState::Considered, SanctionState::Applied],
    };
    states
        .iter()
        .map(|state| Choice::new(read::sanction_word(*state), state.label()))
        .collect()
}

fn coded<T: Copy>(all: &[T], of: impl Fn(T) -> (&'static str, &'static str)) -> Vec<Choice> {
    all.iter()
        .map(|one| of(*one))
        .map(|(code, label)| Choice::new(code, label))
        .collect()
}

fn attendees(who_calls: bool) -> Vec<Choice> {
    Attendee::ALL
        .into_iter()
        .filter(|one| !who_calls || !matches!(one, Attendee::Carer))
        .map(|one| Choice::new(one.code(), words::capital(one.label())))
        .collect()
}
