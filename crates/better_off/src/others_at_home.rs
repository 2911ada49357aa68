//! Other grown-ups at home: what is taken off the help with rent for those who should pay towards it.

use crate::{
    ask::Ask,
    law,
    money::Pence,
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
};

/// Housing cost contributions, never more than the help that is left (UC Regs 2013 Sch 4 paras 13 to 16).
pub(crate) fn contributions(situation: &Situation, help: Pence, notes: &mut Notes) -> Pence {
    let household = situation.household;
    let Some(others) = household.non_dependants else {
        if household.home.other_adults.is_some_and(|others| others > 0) {
            notes.ask(Ask::OtherAdultsContribution);
        }
        return Pence::ZERO;
    };
    if others.count == 0 {
        return Pence::ZERO;
    }
    let paying = others.paying.min(others.count);
    let each = situation.rates.housing_cost_contribution;
    let is_exempt = is_exempt(situation);
    let amount = if is_exempt {
        Pence::ZERO
    } else {
        each.times(i64::from(paying)).min(help)
    };
    notes.line(|| {
        line(
            Item::OthersAtHome,
            amount,
            law::HOUSING_CONTRIBUTION,
            wording::others_at_home(paying, each, is_exempt),
        )
        .with("other grown-ups", others.count)
        .with("who should help", paying)
        .at(&["housing_cost_contribution"])
    });
    amount
}

/// Para 15: nobody has to help a renter who gets the daily living part of PIP. Blindness is not recorded here.
fn is_exempt(situation: &Situation) -> bool {
    situation
        .claimants()
        .any(|(person, _)| person.pip.is_some_and(|pip| pip.daily_living.is_some()))
}
