//! Pay so high that it ended an award: the part above a limit counts again in the months that follow (UC Regs 2013 reg 54A).

use crate::{
    ask::Ask,
    calculation::Amounts,
    household::Household,
    law,
    money::{Pence, Percent},
    parameters::Book,
    rates::Rates,
    trace::{Item, Notes, line},
    wording,
};

/// What may be earned above the amount that ends an award before anything is carried over. Set from year to year.
pub(crate) const LIMIT: &str = "surplus_earnings.above_the_nil_amount";

/// The least that the regulation itself says, without a determination for the year: above it the limit matters.
const LEAST_LIMIT: Pence = Pence::pounds(300);

/// What earnings of one month carry over to a claim within the next six. `None`: the limit of that month is not known here.
///
/// Reg 54A(6): earnings less the amount at which the award is nil, `(maximum - other income) / 55 x 100 + work allowance`, and the limit.
pub fn surplus_earnings(earned: Pence, amounts: &Amounts, rates: &Rates) -> Option<Pence> {
    let above = earned - nil_amount(amounts, rates.taper);
    match Book::shipped().value(LIMIT, rates.day) {
        Ok(limit) => Some((above - Pence(limit.hundredths)).or_zero()),
        Err(_) if above <= LEAST_LIMIT => Some(Pence::ZERO),
        Err(_) => None,
    }
}

fn nil_amount(amounts: &Amounts, taper: Percent) -> Pence {
    let left = (amounts.maximum_award - amounts.other_income - amounts.tariff_income).or_zero();
    left.share(10_000, taper.0) + amounts.work_allowance
}

/// What an earlier month adds to the earnings of this one.
pub(crate) fn added(household: &Household, notes: &mut Notes) -> Pence {
    let amount = household.claim.surplus_earnings.or_zero();
    if amount > Pence::ZERO {
        notes.line(|| {
            line(
                Item::SurplusEarnings,
                amount,
                law::SURPLUS,
                wording::surplus(),
            )
        });
    }
    amount
}

/// Asks where the pay of this month is so high that a part of it may count again, and the limit is not known.
pub(crate) fn ask(earned: Pence, amounts: &Amounts, rates: &Rates, notes: &mut Notes) {
    let is_ended = amounts.eligible && amounts.award == Pence::ZERO;
    if is_ended && surplus_earnings(earned, amounts, rates).is_none() {
        notes.ask(Ask::SurplusEarnings);
    }
}
