//! Now beside up to four offers, and the take-home of one vacancy.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calculation::{Amounts, Outcome, amounts, calculate},
    household::Household,
    minimum_wage::{WageCheck, check_wage},
    money::Pence,
    parameters::NoRates,
    rates::Rates,
    wording,
    work::Job,
};

/// The most offers that are compared at once.
pub const MOST_OFFERS: usize = 4;

/// A job, or no job, to compare with now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub name: String,
    pub job: Option<Job>,
    /// What registered childcare would cost with it. `None`: as now.
    pub childcare_a_month: Option<Pence>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    pub now: Outcome,
    pub offers: Vec<Compared>,
    /// How many offers were left out because there were more than four.
    pub left_out: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    pub name: String,
    pub outcome: Outcome,
    /// More, or less, after rent a month than now.
    pub better_by: Pence,
    /// The same after council tax, deductions and the costs of working.
    pub better_by_after_costs: Pence,
    pub sentence: String,
}

/// Compares the household as it is with the same household in each offer.
pub fn compare(
    household: &Household,
    offers: &[Offer],
    as_at: Date,
) -> Result<Comparison, NoRates> {
    let now = calculate(household, as_at)?;
    let compared = offers
        .iter()
        .take(MOST_OFFERS)
        .map(|offer| {
            let outcome = calculate(&with_offer(household, offer), as_at)?;
            let better_by = outcome.amounts.after_rent - now.amounts.after_rent;
            let better_by_after_costs = outcome.amounts.left_over - now.amounts.left_over;
            Ok(Compared {
                name: offer.name.clone(),
                sentence: wording::better_off(better_by, better_by_after_costs),
                outcome,
                better_by,
                better_by_after_costs,
            })
        })
        .collect::<Result<Vec<_>, NoRates>>()?;
    Ok(Comparison {
        now,
        offers: compared,
        left_out: offers.len().saturating_sub(MOST_OFFERS),
    })
}

/// The household if it took the offer.
pub fn with_offer(household: &Household, offer: &Offer) -> Household {
    let mut with = household.clone();
    with.claimant.job.clone_from(&offer.job);
    if let Some(childcare) = offer.childcare_a_month {
        with.childcare_a_month = childcare;
    }
    with
}

/// What a vacancy would leave, for a line beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakeHome {
    pub gross_a_month: Pence,
    /// After tax, National Insurance and pension.
    pub wage_a_month: Pence,
    pub award_a_month: Pence,
    pub after_rent: Pence,
    /// More, or less, after rent than now.
    pub better_by: Pence,
    pub wage: WageCheck,
    pub sentence: String,
}

/// The take-home of a job for this household beside what it has now: fast enough for every vacancy in a list.
pub fn take_home(household: &Household, job: &Job, rates: &Rates) -> TakeHome {
    let now = amounts(household, rates);
    let mut with = household.clone();
    with.claimant.job = Some(job.clone());
    let then: Amounts = amounts(&with, rates);
    let age = household.claimant.born.age_on(rates.day);
    let better_by = then.after_rent - now.after_rent;
    TakeHome {
        gross_a_month: then.gross_earnings,
        wage_a_month: then.net_earnings,
        award_a_month: then.award,
        after_rent: then.after_rent,
        better_by,
        wage: check_wage(job, age, rates),
        sentence: wording::take_home(then.after_rent, better_by),
    }
}
