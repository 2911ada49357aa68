//! Now beside up to four offers, and the take-home of one vacancy.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    ask::Ask,
    calculation::{Amounts, Outcome, amounts, calculate, rates_for},
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
    /// The day for which both are worked out: see [`day_to_compare`].
    pub on: Date,
    pub outcome: Outcome,
    /// What the household would have on that day without the offer.
    pub without: Amounts,
    /// More, or less, after rent a month than without the offer.
    pub better_by: Pence,
    /// The same after council tax, deductions and the costs of working.
    pub better_by_after_costs: Pence,
    pub sentence: String,
}

/// The day on which a job is compared with what is now: its first day where that lies ahead and its rates are known, else the day that is
/// asked about. So a job that begins after April is compared at the rates of then, on both sides.
pub fn day_to_compare(household: &Household, job: Option<&Job>, as_at: Date) -> Date {
    first_day(job)
        .filter(|starts_on| *starts_on > as_at && rates_for(household, *starts_on).is_ok())
        .unwrap_or(as_at)
}

fn first_day(job: Option<&Job>) -> Option<Date> {
    let job = job?;
    let pay_dates = job.pay_dates.map(|dates| dates.starts_on);
    pay_dates.or_else(|| job.apprenticeship.and_then(|found| found.started_on))
}

/// Compares the household as it is with the same household in each offer, each on the day of [`day_to_compare`].
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
            let job = offer.job.as_ref();
            let on = day_to_compare(household, job, as_at);
            let mut outcome = calculate(&with_offer(household, offer), on)?;
            if first_day(job).is_some_and(|starts_on| starts_on > on) {
                outcome.ask.push(Ask::RatesAhead.question());
            }
            let without = amounts(household, &rates_for(household, on)?);
            let better_by = outcome.amounts.after_rent - without.after_rent;
            let better_by_after_costs = outcome.amounts.left_over - without.left_over;
            let ahead = (on != as_at).then_some(on);
            Ok(Compared {
                name: offer.name.clone(),
                sentence: wording::better_off(ahead, better_by, better_by_after_costs),
                on,
                outcome,
                without,
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
