//! What is left after rent at each number of hours from 0 to 40, and every cliff on the way, named.

use serde::Serialize;

use crate::{
    calculation::{Amounts, amounts},
    household::{Household, Tenure},
    money::Pence,
    rates::Rates,
    wording,
    work::{Job, Pay},
};

/// The most hours on the curve.
pub const MOST_HOURS: u8 = 40;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BudgetCurve {
    pub points: Vec<Point>,
    pub cliffs: Vec<Cliff>,
}

/// The claimant working so many hours a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    pub hours: u8,
    pub amounts: Amounts,
}

/// A step at which an hour more leaves less, or lifts the award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cliff {
    pub from_hours: u8,
    pub to_hours: u8,
    /// The change in what is left after rent a month.
    pub change: Pence,
    pub cause: CliffCause,
    pub sentence: String,
}

/// Why there is a step. The first group takes, the second gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CliffCause {
    /// Universal Credit ends, and with it the full Housing Benefit in supported housing.
    SupportedHousing,
    /// Housing Benefit cannot be worked out from here on: it must be asked.
    HousingBenefitAsked,
    /// Universal Credit ends, and with it the Scottish Child Payment.
    ScottishChildPayment,
    /// Carer's Allowance ends at its earnings limit.
    CarersAllowance,
    /// The employer's pay is high enough to end the award in another way.
    Award,
    /// The wage is high enough to be free of the benefit cap.
    CapLifted,
    /// The work condition for help with childcare is met.
    ChildcareStarts,
}

/// The curve for the claimant's job at its hourly pay; without a job, at the legal minimum for the age.
///
/// The job of a partner and everything else stay as they are. What is left is net income and Housing Benefit less rent; the costs of
/// working are not taken off.
pub fn budget_curve(household: &Household, rates: &Rates) -> BudgetCurve {
    let mut at_work = household.clone();
    let job = household
        .claimant
        .job
        .clone()
        .unwrap_or_else(|| Job::of(Pay::LegalMinimum, 0));
    let mut job = match job.pay {
        // A salary without hours has no hourly pay.
        Pay::Yearly(_) if job.minutes_a_week == 0 => Job::of(Pay::LegalMinimum, 0),
        _ => job.with_hours(0),
    };
    let mut points = Vec::with_capacity(usize::from(MOST_HOURS) + 1);
    for hours in 0..=MOST_HOURS {
        job.minutes_a_week = u32::from(hours) * 60;
        at_work.claimant.job = Some(job.clone());
        points.push(Point {
            hours,
            amounts: amounts(&at_work, rates),
        });
    }
    let is_supported = household.home.tenure == Tenure::Supported;
    let cliffs = points
        .iter()
        .zip(points.iter().skip(1))
        .filter_map(|(before, after)| cliff(before, after, is_supported))
        .collect();
    BudgetCurve { points, cliffs }
}

fn cliff(before: &Point, after: &Point, is_supported: bool) -> Option<Cliff> {
    let change = after.amounts.after_rent - before.amounts.after_rent;
    let cause = if change < Pence::ZERO {
        fall(&before.amounts, &after.amounts, is_supported)
    } else {
        rise(&before.amounts, &after.amounts)?
    };
    Some(Cliff {
        from_hours: before.hours,
        to_hours: after.hours,
        change,
        cause,
        sentence: wording::cliff(cause, before.hours, after.hours, change),
    })
}

/// The part that fell most.
fn fall(before: &Amounts, after: &Amounts, is_supported: bool) -> CliffCause {
    if is_supported && after.housing_benefit.is_none() {
        return CliffCause::HousingBenefitAsked;
    }
    let housing =
        before.housing_benefit.unwrap_or_default() - after.housing_benefit.unwrap_or_default();
    let scottish = before.scottish_child_payment - after.scottish_child_payment;
    let other = before.other_income - after.other_income;
    let award = before.award - after.award;
    [
        (housing, CliffCause::SupportedHousing),
        (scottish, CliffCause::ScottishChildPayment),
        (other, CliffCause::CarersAllowance),
        (award, CliffCause::Award),
    ]
    .into_iter()
    .max_by_key(|(fell, _)| *fell)
    .map_or(CliffCause::Award, |(_, cause)| cause)
}

/// The award rises with the wage in two ways only.
fn rise(before: &Amounts, after: &Amounts) -> Option<CliffCause> {
    if after.award <= before.award {
        return None;
    }
    if before.childcare_element == Pence::ZERO && after.childcare_element > Pence::ZERO {
        return Some(CliffCause::ChildcareStarts);
    }
    if after.other_income < before.other_income {
        return Some(CliffCause::CarersAllowance);
    }
    (after.benefit_cap_reduction < before.benefit_cap_reduction).then_some(CliffCause::CapLifted)
}
