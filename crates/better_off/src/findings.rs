//! What cannot be right in a household, and wages below the law: each with a place, a reason and a remedy.

use serde::Serialize;

use crate::{
    household::{Household, Person, Tenure},
    law,
    minimum_wage::{WageCheck, check_wage},
    money::{Pence, Percent},
    rates::Rates,
    wording,
    work::{Job, Pay},
};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    WageBelowTheLaw { pays: Pence, least: Pence },
    WageMayBeBelowTheLaw { pays: Pence, least: Pence },
    ChildTooOldForParent,
    ChildTooOld,
    BornInTheFuture,
    TooManyHours,
    NegativeRent,
    RentWithoutTenure,
    SupportedWithoutRent,
    NegativeCapital,
    NegativePay,
    NegativeChildcare,
    ChildcareWithoutChild,
    TooYoungToBeHere,
    ImpossiblePension,
    ApprenticeshipInTheFuture,
    ApprenticeBelowTwelve,
    ImpossibleAmount,
    ImpossibleAssessmentDay,
    PayWithoutHours,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub wrong: Wrong,
    /// Where in the household.
    pub place: &'static str,
    pub reason: String,
    /// The regulation, where one is broken.
    pub law: &'static str,
    pub remedy: &'static str,
}

/// The most that anybody can work in a week: 16 hours every day. Above it the entry is a mistake.
const MOST_MINUTES_A_WEEK: u32 = 16 * 7 * 60;

/// A parent is at least this much older than a child.
const YEARS_BETWEEN: u8 = 12;

/// Amounts above are slips of the keyboard: a hundred thousand pounds a month.
const MOST_A_MONTH: Pence = Pence::pounds(100_000);

/// Everything that cannot be right. The calculation runs all the same, so that the rest can be read.
pub fn of(household: &Household, rates: &Rates) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = |wrong: Wrong, place: &'static str| {
        let (reason, remedy) = wording::finding(wrong);
        found.push(Finding {
            wrong,
            place,
            reason,
            law: law_of(wrong),
            remedy,
        });
    };
    person(&household.claimant, "claimant", rates, &mut add);
    if let Some(partner) = &household.partner {
        person(partner, "partner", rates, &mut add);
    }
    children(household, rates, &mut add);
    home(household, &mut add);
    money(household, &mut add);
    found
}

fn law_of(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::WageBelowTheLaw { .. } => law::MINIMUM_WAGE,
        Wrong::WageMayBeBelowTheLaw { .. } => law::ACCOMMODATION_OFFSET,
        _ => "",
    }
}

type Add<'a> = dyn FnMut(Wrong, &'static str) + 'a;

fn person(person: &Person, place: &'static str, rates: &Rates, add: &mut Add) {
    let age = person.born.age_on(rates.day);
    if person.born.was_before(rates.day, rates.day) == Some(false) && age == 0 {
        add(Wrong::BornInTheFuture, place);
    } else if age < 16 {
        add(Wrong::TooYoungToBeHere, place);
    }
    if let Some(found) = &person.job {
        job(found, age, place, rates, add);
    }
}

fn job(job: &Job, age: u8, place: &'static str, rates: &Rates, add: &mut Add) {
    if job.minutes_a_week > MOST_MINUTES_A_WEEK {
        add(Wrong::TooManyHours, place);
        return;
    }
    let stated = match job.pay {
        Pay::Hourly(pay) | Pay::Yearly(pay) => pay,
        Pay::LegalMinimum => Pence::ZERO,
    };
    if stated < Pence::ZERO {
        add(Wrong::NegativePay, place);
        return;
    }
    if stated > MOST_A_MONTH.times(12) {
        add(Wrong::ImpossibleAmount, place);
        return;
    }
    if matches!(job.pay, Pay::Yearly(year) if year > Pence::ZERO) && job.minutes_a_week == 0 {
        add(Wrong::PayWithoutHours, place);
    }
    let is_possible = |percent: Percent| (Percent(0)..=Percent::whole(100)).contains(&percent);
    let pensions = [job.pension, job.employer_pension];
    if pensions
        .into_iter()
        .flatten()
        .any(|percent| !is_possible(percent))
    {
        add(Wrong::ImpossiblePension, place);
    }
    if let Some(started) = job.apprenticeship.and_then(|found| found.started_on) {
        if started > rates.day {
            add(Wrong::ApprenticeshipInTheFuture, place);
        } else if rates.day.year() - started.year() > 12 {
            add(Wrong::ApprenticeBelowTwelve, place);
        }
    }
    match check_wage(job, age, rates) {
        WageCheck::Below { pays, least } => add(Wrong::WageBelowTheLaw { pays, least }, place),
        WageCheck::Depends { pays, least, .. } => {
            add(Wrong::WageMayBeBelowTheLaw { pays, least }, place);
        }
        WageCheck::NoWage | WageCheck::Legal { .. } => {}
    }
}

fn children(household: &Household, rates: &Rates, add: &mut Add) {
    let eldest = household
        .adults()
        .map(|person| person.born.age_on(rates.day))
        .max()
        .unwrap_or(0);
    for child in &household.children {
        let age = child.born.age_on(rates.day);
        if matches!(child.born, crate::Born::On(born) if born > rates.day) {
            add(Wrong::BornInTheFuture, "children");
        } else if age >= 20 {
            add(Wrong::ChildTooOld, "children");
        } else if age.saturating_add(YEARS_BETWEEN) > eldest {
            add(Wrong::ChildTooOldForParent, "children");
        }
    }
    if household.childcare_a_month < Pence::ZERO {
        add(Wrong::NegativeChildcare, "childcare");
    } else if household.childcare_a_month > Pence::ZERO && household.children.is_empty() {
        add(Wrong::ChildcareWithoutChild, "childcare");
    }
}

fn home(household: &Household, add: &mut Add) {
    let home = &household.home;
    if home.rent_a_month < Pence::ZERO {
        add(Wrong::NegativeRent, "rent");
    } else if home.rent_a_month > MOST_A_MONTH {
        add(Wrong::ImpossibleAmount, "rent");
    } else if home.rent_a_month > Pence::ZERO && home.tenure == Tenure::NoRent {
        add(Wrong::RentWithoutTenure, "rent");
    } else if home.rent_a_month == Pence::ZERO && home.tenure == Tenure::Supported {
        add(Wrong::SupportedWithoutRent, "rent");
    }
}

fn money(household: &Household, add: &mut Add) {
    let businesses = household
        .adults()
        .filter_map(|person| person.self_employment);
    for business in businesses {
        if business.profit_a_month < Pence::ZERO {
            add(Wrong::NegativePay, "business");
        } else if business.profit_a_month > MOST_A_MONTH {
            add(Wrong::ImpossibleAmount, "business");
        }
    }
    if household
        .capital
        .is_some_and(|capital| capital < Pence::ZERO)
    {
        add(Wrong::NegativeCapital, "savings");
    }
    if household
        .claim
        .assessment_day
        .is_some_and(|day| !(1..=31).contains(&day))
    {
        add(Wrong::ImpossibleAssessmentDay, "claim");
    }
}
