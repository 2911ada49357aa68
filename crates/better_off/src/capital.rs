//! Income that is taken to come from savings, and other income that counts.

use crate::{
    earnings::Earnings,
    household::IncomeKind,
    law,
    money::{Pence, Yearly},
    situation::Situation,
    student_income::student_income,
    trace::{Item, Notes, line},
    wording,
    work::WEEKS_A_YEAR,
};

/// UC Regs 2013 reg 72: an amount for each 250 pounds, or part of it, above 6,000 pounds.
pub(crate) fn tariff_income(situation: &Situation, notes: &mut Notes) -> Pence {
    let rates = situation.rates;
    let capital = situation.capital();
    let steps = (capital - rates.capital_not_counted).steps_begun(rates.capital_step);
    let amount = rates.capital_income.times(steps);
    notes.line(|| {
        line(
            Item::TariffIncome,
            amount,
            law::TARIFF_INCOME,
            wording::tariff_income(capital, rates.capital_not_counted),
        )
        .with("savings", capital)
        .at(&[
            "capital.not_counted",
            "capital.step",
            "capital.income_for_each_step",
        ])
    });
    amount
}

/// Other income a month: what counts for Universal Credit, and what does not.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Other {
    pub counted: Pence,
    pub not_counted: Pence,
    pub carers_allowance_lost: bool,
}

pub(crate) fn other_income(situation: &Situation, earnings: &Earnings, notes: &mut Notes) -> Other {
    let mut other = Other::default();
    for income in &situation.household.other_income {
        let amount = income.a_month.or_zero();
        if income.kind == IncomeKind::CarersAllowance && over_carers_limit(situation, earnings) {
            other.carers_allowance_lost = true;
        } else if income.kind.counts() {
            other.counted += amount;
        } else {
            other.not_counted += amount;
        }
    }
    let without_students = other.counted;
    other.counted += student_income(situation, notes);
    if without_students > Pence::ZERO || other.carers_allowance_lost {
        notes.line(|| {
            line(
                Item::OtherIncome,
                without_students,
                law::OTHER_INCOME,
                wording::other_income(
                    other.carers_allowance_lost,
                    situation.rates.carers_earnings_limit,
                ),
            )
            .at(&["carers_allowance.earnings_limit"])
        });
    }
    other
}

/// Carer's Allowance ends altogether above the weekly limit.
fn over_carers_limit(situation: &Situation, earnings: &Earnings) -> bool {
    let limit = situation.rates.carers_earnings_limit.times(WEEKS_A_YEAR);
    earnings.carers_net_a_year > Yearly::of(limit)
}
