//! Child Benefit and the Scottish Child Payment.

use crate::{
    earnings::Earnings,
    household::Nation,
    law,
    money::{Pence, Percent},
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
    work::WEEKS_A_YEAR,
};

/// SSCBA 1992 s.141; SI 2006/965 reg 2: more for the eldest.
pub(crate) fn child_benefit(situation: &Situation, notes: &mut Notes) -> Pence {
    let count = i64::try_from(situation.household.children.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Pence::ZERO;
    }
    let rates = situation.rates;
    let a_week = rates.child_benefit_eldest + rates.child_benefit_other.times(count - 1);
    let amount = a_week.a_month_from_a_week();
    notes.line(|| {
        line(
            Item::ChildBenefit,
            amount,
            law::CHILD_BENEFIT,
            wording::child_benefit(a_week),
        )
        .with("children", count)
        .at(&["child_benefit.eldest", "child_benefit.each_other_child"])
    });
    amount
}

/// The high income charge, a month: one per cent of the benefit for each 200 pounds of the higher income above 60,000 (ITEPA 2003 s.681C).
pub(crate) fn child_benefit_charge(
    situation: &Situation,
    earnings: &Earnings,
    notes: &mut Notes,
) -> Pence {
    let count = i64::try_from(situation.household.children.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Pence::ZERO;
    }
    let rates = situation.rates;
    let above = (earnings.highest_a_year - rates.child_benefit_charge_from).or_zero();
    let steps = above.0.checked_div(rates.child_benefit_charge_step.0);
    let percent = steps.unwrap_or(0).min(100);
    if percent == 0 {
        return Pence::ZERO;
    }
    let a_week = rates.child_benefit_eldest + rates.child_benefit_other.times(count - 1);
    let charge = a_week.times(WEEKS_A_YEAR).percent(Percent::whole(percent));
    // The charge of a year is in whole pounds, rounded down.
    let amount = Pence::pounds(charge.0 / 100).a_month_from_a_year();
    notes.line(|| {
        line(
            Item::ChildBenefitCharge,
            amount,
            law::CHILD_BENEFIT_CHARGE,
            wording::child_benefit_charge(rates.child_benefit_charge_from, percent),
        )
        .with("higher income a year", earnings.highest_a_year)
        .at(&["child_benefit.charge_from", "child_benefit.charge_step"])
    });
    amount
}

/// SSI 2020/351: for each child under 16 while Universal Credit is paid.
pub(crate) fn scottish_child_payment(
    situation: &Situation,
    award: Pence,
    notes: &mut Notes,
) -> Pence {
    let is_scottish = situation.household.home.nation == Nation::Scotland;
    if !is_scottish || !situation.has_children() {
        return Pence::ZERO;
    }
    let under_16 = situation
        .household
        .children
        .iter()
        .filter(|child| child.born.age_on(situation.rates.day) < 16)
        .count();
    let count = i64::try_from(under_16).unwrap_or(i64::MAX);
    let is_paid = award > Pence::ZERO;
    let a_week = situation.rates.scottish_child_payment.times(count);
    let amount = if is_paid {
        a_week.a_month_from_a_week()
    } else {
        Pence::ZERO
    };
    notes.line(|| {
        line(
            Item::ScottishChildPayment,
            amount,
            law::SCOTTISH_CHILD_PAYMENT,
            wording::scottish_child_payment(is_paid, count),
        )
        .with("children under 16", count)
        .at(&["scottish_child_payment"])
    });
    amount
}
