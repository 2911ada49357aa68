//! Help with registered childcare: the work condition and the amount (UC Regs 2013 regs 31 to 34).

use crate::{
    ask::Ask,
    household::Person,
    law,
    money::Pence,
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
};

/// Whether the work condition of reg 32 holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkCondition {
    Met,
    NobodyWorks,
    /// The other one of the couple neither works nor is unable to look after the child.
    OtherCouldCare,
}

pub(crate) fn childcare(situation: &Situation, notes: &mut Notes) -> Pence {
    let charges = situation.household.childcare_a_month.or_zero();
    if charges == Pence::ZERO || !situation.has_children() {
        return Pence::ZERO;
    }
    notes.ask(Ask::ChildcareRegistered);
    let rates = situation.rates;
    let condition = work_condition(situation);
    if condition != WorkCondition::Met {
        notes.ask(Ask::ChildcareAroundWork);
    }
    let most = if situation.household.children.len() == 1 {
        rates.childcare_one
    } else {
        rates.childcare_more
    };
    let share = charges.percent(rates.childcare_percent);
    let amount = match condition {
        WorkCondition::Met => share.min(most),
        _ => Pence::ZERO,
    };
    notes.line(|| {
        line(
            Item::ChildcareElement,
            amount,
            law::CHILDCARE,
            wording::childcare(condition, charges, share, most),
        )
        .with("childcare a month", charges)
        .at(&[
            "childcare.percent",
            "childcare.most_for_one_child",
            "childcare.most_for_two_or_more",
        ])
    });
    amount
}

pub(crate) fn work_condition(situation: &Situation) -> WorkCondition {
    let household = situation.household;
    let claimant = &household.claimant;
    let Some(partner) = &household.partner else {
        return if works(claimant) {
            WorkCondition::Met
        } else {
            WorkCondition::NobodyWorks
        };
    };
    match (works(claimant), works(partner)) {
        (true, true) => WorkCondition::Met,
        (false, false) => WorkCondition::NobodyWorks,
        (true, false) if is_unable_to_care(partner) => WorkCondition::Met,
        (false, true) if is_unable_to_care(claimant) => WorkCondition::Met,
        _ => WorkCondition::OtherCouldCare,
    }
}

pub(crate) fn works(person: &Person) -> bool {
    let has_business = person.self_employment.is_some();
    has_business
        || person
            .job
            .as_ref()
            .is_some_and(|job| job.minutes_a_week > 0)
}

/// Reg 32(1)(b)(i), (ii).
fn is_unable_to_care(person: &Person) -> bool {
    person.health.has_limited_capability() || person.is_carer == Some(true)
}
