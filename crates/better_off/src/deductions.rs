//! What is taken from the award before it is paid: the repayment of an advance and other debts, up to the cap.

use crate::{
    ask::Ask,
    household::Deduction,
    law,
    money::Pence,
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
};

/// Deductions a month: never more than 15 per cent of the standard allowance (SI 2013/380 Sch 6), never more than the award.
pub(crate) fn deductions(
    situation: &Situation,
    standard_allowance: Pence,
    award: Pence,
    notes: &mut Notes,
) -> Pence {
    let list = &situation.household.deductions;
    if list.is_empty() {
        return Pence::ZERO;
    }
    let wanted: Pence = list.iter().map(|deduction| a_month(*deduction)).sum();
    let most = standard_allowance.percent(situation.rates.deductions_percent);
    let amount = wanted.min(most).min(award);
    if wanted > most {
        notes.ask(Ask::LastResortDeductions);
    }
    notes.line(|| {
        line(
            Item::Deductions,
            amount,
            law::DEDUCTIONS,
            wording::deductions(wanted, most, award),
        )
        .with("asked for a month", wanted)
        .at(&["deductions.percent_of_standard_allowance"])
    });
    amount
}

/// An advance is paid back in equal parts.
pub(crate) fn a_month(deduction: Deduction) -> Pence {
    match deduction {
        Deduction::Other { a_month } => a_month.or_zero(),
        Deduction::Advance { left, months } => left.or_zero().share(1, i64::from(months.max(1))),
    }
}
