//! Days ahead on which something changes by itself: birthdays, new rates, the end of an apprenticeship's first year.

use jiff::{ToSpan, civil::Date};
use serde::Serialize;

use crate::{
    age::Born,
    assessment_period,
    calculation::{amounts, rates_for},
    household::{Household, Nation, Tenure},
    money::Pence,
    parameters::Book,
    self_employment, wording,
};

/// What changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    Turns18,
    Turns21,
    Turns25,
    /// With the 25th birthday, for a care leaver alone in a private home: paid for a room only.
    SharedExceptionEnds,
    /// Somebody of 19 or over ends the first year.
    ApprenticeRateEnds,
    NewWageRates,
    NewBenefitRates,
    /// 5 October 2026: more is left out of earnings in supported housing.
    SupportedHousingRule,
    CapGraceEnds,
    CouncilTaxCareLeaverEnds,
    /// The first year of a business ends: a least income is counted from then.
    IncomeFloorBegins,
    StudentMoneyBegins,
    StudentMoneyEnds,
}

/// A change with what it does to the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub on: Date,
    /// The day from which the award changes: the first of an assessment period where these are known.
    pub takes_effect_on: Date,
    pub cause: Cause,
    pub award_before: Option<Pence>,
    /// `None`: no rates are known for that day.
    pub award_after: Option<Pence>,
    pub after_rent_before: Option<Pence>,
    pub after_rent_after: Option<Pence>,
    /// The rates of that day are not known: the amounts are those of today's rates, with nothing changed but the age.
    pub with_todays_rates: bool,
    pub sentence: String,
}

/// Every change after `from` up to `until`, with the amounts on the day before it takes effect and on the day itself.
pub fn changes_ahead(household: &Household, from: Date, until: Date) -> Vec<Change> {
    let mut dates = Vec::new();
    birthdays(household, from, &mut dates);
    apprenticeship(household, &mut dates);
    business_and_studies(household, from, &mut dates);
    rates_ahead(household, from, &mut dates);
    if let Some(ends) = household
        .claim
        .cap_grace_from
        .and_then(|grace| grace.checked_add(grace_months(from).months()).ok())
    {
        dates.push((ends, Cause::CapGraceEnds));
    }
    dates.retain(|(on, _)| *on > from && *on <= until);
    dates.sort_unstable();
    dates.dedup();
    dates
        .into_iter()
        .map(|(on, cause)| change(household, from, on, cause))
        .collect()
}

fn birthdays(household: &Household, from: Date, dates: &mut Vec<(Date, Cause)>) {
    let is_single_private = household.partner.is_none()
        && household.children.is_empty()
        && household.home.tenure == Tenure::Private;
    for person in household.adults() {
        let is_care_leaver = person.care.is_within_regulation_8() == Some(true);
        for (age, cause) in [
            (18, Cause::Turns18),
            (21, Cause::Turns21),
            (25, Cause::Turns25),
        ] {
            dates.extend(person.born.reaches(age).map(|on| (on, cause)));
        }
        if is_care_leaver && is_single_private {
            let ends = person.born.reaches(25);
            dates.extend(ends.map(|on| (on, Cause::SharedExceptionEnds)));
        }
        if is_care_leaver && let Some(age) = council_tax_age(household, from) {
            let ends = person.born.reaches(age);
            dates.extend(ends.map(|on| (on, Cause::CouncilTaxCareLeaverEnds)));
        }
    }
}

fn council_tax_age(household: &Household, from: Date) -> Option<u8> {
    use crate::home::CouncilScheme;
    let until = |name| {
        let value = Book::shipped().value(name, from).ok()?;
        u8::try_from(value.hundredths / 100).ok()
    };
    match (household.home.nation, household.home.council_tax.scheme) {
        (Nation::Wales, _) => until("council_tax.care_leaver_until_age_wales"),
        (Nation::Scotland, _) => until("council_tax.care_leaver_until_age_scotland"),
        (Nation::England, CouncilScheme::Waives { until_age, .. }) => Some(until_age),
        (Nation::England | Nation::NorthernIreland, _) => None,
    }
}

fn apprenticeship(household: &Household, dates: &mut Vec<(Date, Cause)>) {
    for person in household.adults() {
        let apprenticeship = person.job.as_ref().and_then(|job| job.apprenticeship);
        let second_year = apprenticeship.and_then(crate::work::Apprenticeship::second_year_starts);
        let Some(second_year) = second_year else {
            continue;
        };
        // The apprentice rate lasts until both are over: the first year, and being under 19.
        let ends = person
            .born
            .reaches(19)
            .map_or(second_year, |nineteenth| nineteenth.max(second_year));
        dates.push((ends, Cause::ApprenticeRateEnds));
    }
}

fn business_and_studies(household: &Household, from: Date, dates: &mut Vec<(Date, Cause)>) {
    for person in household.adults() {
        let business = person.self_employment;
        let ends = business
            .filter(|business| business.is_gainful == Some(true))
            .and_then(|business| start_up_ends(household, business.gainful_since?, from));
        dates.extend(ends.map(|on| (on, Cause::IncomeFloorBegins)));
        if let Some(money) = person.student_money {
            dates.push((money.year_starts_on, Cause::StudentMoneyBegins));
            dates.push((money.year_ends_on, Cause::StudentMoneyEnds));
        }
    }
}

fn start_up_ends(household: &Household, since: Date, from: Date) -> Option<Date> {
    let months = Book::shipped()
        .value("self_employment.start_up_months", from)
        .ok()?;
    let months = (months.hundredths / 100).months();
    self_employment::start_up_ends(household.claim.assessment_day, since, months)
}

/// Days on which a parameter of the files begins, after `from`.
fn rates_ahead(household: &Household, from: Date, dates: &mut Vec<(Date, Cause)>) {
    let is_supported = household.home.tenure == Tenure::Supported;
    for (name, cause, applies) in [
        ("minimum_wage.age_21_or_over", Cause::NewWageRates, true),
        (
            "standard_allowance.single_under_25",
            Cause::NewBenefitRates,
            true,
        ),
        (
            "supported.single_under_25",
            Cause::SupportedHousingRule,
            is_supported,
        ),
    ] {
        if !applies {
            continue;
        }
        for value in Book::shipped().named(name) {
            if value.from > from && value.hundredths > 0 {
                dates.push((value.from, cause));
            }
            // After the last day that is known there will be new rates, not known yet.
            let next = value.to.tomorrow().unwrap_or(value.to);
            if cause != Cause::SupportedHousingRule && next > from {
                dates.push((next, cause));
            }
        }
    }
}

fn grace_months(on: Date) -> i64 {
    Book::shipped()
        .value("benefit_cap.grace_months", on)
        .map_or(0, |value| value.hundredths / 100)
}

fn change(household: &Household, from: Date, on: Date, cause: Cause) -> Change {
    let takes_effect_on = takes_effect_on(household, on, cause);
    let at = |day: Date| {
        rates_for(household, day)
            .ok()
            .map(|rates| amounts(household, &rates))
    };
    // The day before it takes effect is in the period before; where only the day counts, it is the day before.
    let before = takes_effect_on.yesterday().ok().and_then(at);
    let after = at(takes_effect_on.max(on));
    let with_todays_rates = after.is_none() && is_birthday(cause);
    let (before, after) = if with_todays_rates {
        let aged = |day: Date| {
            rates_for(household, from)
                .ok()
                .map(|rates| amounts(&as_old_as_on(household, day), &rates))
        };
        (on.yesterday().ok().and_then(aged), aged(on))
    } else {
        (before, after)
    };
    let mut change = Change {
        on,
        takes_effect_on,
        cause,
        award_before: before.map(|amounts| amounts.award),
        award_after: after.map(|amounts| amounts.award),
        after_rent_before: before.map(|amounts| amounts.after_rent),
        after_rent_after: after.map(|amounts| amounts.after_rent),
        with_todays_rates,
        sentence: String::new(),
    };
    change.sentence = wording::change(&change);
    change
}

fn is_birthday(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::Turns18
            | Cause::Turns21
            | Cause::Turns25
            | Cause::SharedExceptionEnds
            | Cause::CouncilTaxCareLeaverEnds
    )
}

/// The household with the grown-ups as old as they are on a day, everything else as it is.
fn as_old_as_on(household: &Household, day: Date) -> Household {
    let mut aged = household.clone();
    aged.claimant.born = Born::Years(household.claimant.born.age_on(day));
    if let Some(partner) = &mut aged.partner {
        partner.born = Born::Years(partner.born.age_on(day));
    }
    aged
}

/// A birthday counts from the first day of the period in which it falls (SI 2013/381 Sch 1 para 20); new rates from the first period that
/// begins on or after their day. Turning 18 opens the claim on the day itself.
fn takes_effect_on(household: &Household, on: Date, cause: Cause) -> Date {
    let Some(day) = household.claim.assessment_day else {
        return on;
    };
    let period = match cause {
        // Reg 68(1): also the period in which the year begins, and no longer the one in which the long vacation begins.
        Cause::Turns25
        | Cause::SharedExceptionEnds
        | Cause::StudentMoneyBegins
        | Cause::StudentMoneyEnds => assessment_period::start_of(on, day),
        // Reg 82(1)(b): the period in which the grace ends is still free of the cap.
        Cause::NewBenefitRates | Cause::CapGraceEnds => {
            assessment_period::first_on_or_after(on, day)
        }
        Cause::Turns18
        | Cause::Turns21
        | Cause::ApprenticeRateEnds
        | Cause::NewWageRates
        | Cause::SupportedHousingRule
        | Cause::IncomeFloorBegins
        | Cause::CouncilTaxCareLeaverEnds => None,
    };
    period.unwrap_or(on)
}
