//! Business: the minimum income floor and the year without it (UC Regs 2013 regs 62 to 64, 90).

use jiff::{Span, ToSpan, civil::Date};

use crate::{
    ask::Ask,
    assessment_period::start_of,
    earnings::{Earnings, year_with},
    household::{Person, SelfEmployment},
    law, minimum_wage,
    money::Pence,
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
    work::{Job, Pay},
};

/// Why something is added or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FloorReason {
    Added,
    EarnsEnough,
    NotGainful,
    /// Until the day before this one.
    StartUp(Date),
    /// Does not fall into the group that must look for work.
    NotAsked,
    Unknown,
}

/// The youngest child of somebody who must look for work like others is 3 (WRA 2012 ss.19 to 22; UC Regs regs 91, 91A).
const YOUNGEST_CHILD: u8 = 3;

/// What is added to the earnings because a business earned less than the floor.
pub(crate) fn floor(situation: &Situation, earnings: &Earnings, notes: &mut Notes) -> Pence {
    let mut added = Pence::ZERO;
    for (person, age, own, other) in each(situation, earnings) {
        let is_claimant = situation
            .claimants()
            .any(|(claimant, _)| std::ptr::eq(claimant, person));
        let Some(business) = person.self_employment.filter(|_| is_claimant) else {
            continue;
        };
        let threshold = threshold(situation, person, age);
        let reason = reason(situation, person, business, notes);
        let extra = match reason {
            FloorReason::Added => shortfall(situation, threshold, own, other),
            _ => Pence::ZERO,
        };
        let reason = if reason == FloorReason::Added && extra == Pence::ZERO {
            FloorReason::EarnsEnough
        } else {
            reason
        };
        notes.line(|| {
            line(
                Item::IncomeFloor,
                extra,
                law::INCOME_FLOOR,
                wording::income_floor(reason, threshold),
            )
            .with("the floor a month", threshold)
            .with("earned a month", own)
            .at(&[
                "self_employment.expected_hours",
                "minimum_wage.age_21_or_over",
            ])
        });
        added += extra;
    }
    added
}

/// Each of those who claim with what they earn themselves and what the other one earns.
fn each<'a>(
    situation: &Situation<'a>,
    earnings: &Earnings,
) -> impl Iterator<Item = (&'a Person, u8, Pence, Pence)> {
    let [claimant, partner] = earnings.net_each;
    situation
        .adults()
        .zip([(claimant, partner), (partner, claimant)])
        .map(|((person, age), (own, other))| (person, age, own, other))
}

/// Reg 62(2) and (3): up to the person's own threshold, for a couple no further than the threshold of both together.
fn shortfall(situation: &Situation, threshold: Pence, own: Pence, other: Pence) -> Pence {
    if !situation.is_couple() {
        return (threshold - own).or_zero();
    }
    let both: Pence = situation
        .adults()
        .map(|(person, age)| self::threshold(situation, person, age))
        .sum();
    if own + other >= both {
        return Pence::ZERO;
    }
    let treated = threshold - (threshold + other - both).or_zero();
    (treated - own).or_zero()
}

/// Reg 90(2), (3), made net by the tax and National Insurance of such a wage (reg 62(4)).
fn threshold(situation: &Situation, person: &Person, age: u8) -> Pence {
    let rates = situation.rates;
    let hours = person
        .self_employment
        .and_then(|business| business.expected_hours)
        .map_or(rates.expected_hours, i64::from);
    let wage = minimum_wage::by_age(age, rates);
    let job = Job::of(Pay::LegalMinimum, 0);
    let a_year = wage.times(hours * crate::work::WEEKS_A_YEAR);
    year_with(a_year, &job, situation.household.home.nation, rates)
        .net()
        .a_month()
}

fn reason(
    situation: &Situation,
    person: &Person,
    business: SelfEmployment,
    notes: &mut Notes,
) -> FloorReason {
    match business.is_gainful {
        Some(true) => {}
        Some(false) => return FloorReason::NotGainful,
        None => {
            notes.ask(Ask::SelfEmployment);
            return FloorReason::Unknown;
        }
    }
    if !must_look_for_work(situation, person) {
        return FloorReason::NotAsked;
    }
    let Some(ends) = business.gainful_since.and_then(|since| {
        let assessment_day = situation.household.claim.assessment_day;
        let months = situation.rates.start_up_months.months();
        start_up_ends(assessment_day, since, months)
    }) else {
        notes.ask(Ask::SelfEmployment);
        return FloorReason::Unknown;
    };
    if situation.rates.award < ends {
        return FloorReason::StartUp(ends);
    }
    if business.expected_hours.is_none() {
        notes.ask(Ask::ExpectedHours);
    }
    FloorReason::Added
}

/// Reg 63(1): twelve months from the beginning of the assessment period in which it was decided.
pub(crate) fn start_up_ends(assessment_day: Option<i8>, since: Date, months: Span) -> Option<Date> {
    let begins = assessment_day
        .and_then(|day| start_of(since, day))
        .unwrap_or(since);
    begins.checked_add(months).ok()
}

/// Those who are ill, care, are near a birth, have a young child or student money are left out (reg 62(1)(b); WRA 2012 ss.19 to 22).
fn must_look_for_work(situation: &Situation, person: &Person) -> bool {
    let has_young_child = situation
        .household
        .children
        .iter()
        .any(|child| child.born.age_on(situation.rates.day) < YOUNGEST_CHILD);
    !(person.health.has_limited_capability()
        || person.is_carer == Some(true)
        || person.is_near_birth == Some(true)
        || person.student_money.is_some()
        || has_young_child)
}
