//! Money that does not count for Universal Credit: shown beside the sums and never in them.

use jiff::{ToSpan, civil::Date};
use serde::Serialize;

use crate::{
    earnings,
    household::{Household, IncomeKind, Learning, Nation, Person, Pip, PipRate},
    money::Pence,
    parameters::Book,
    rates::Rates,
    wording,
    work::Apprenticeship,
};

/// What the money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BesideKind {
    SettingUpHome,
    HigherEducationBursary,
    Bursary16To19,
    ApprenticeshipBursary,
    PersonalEducationAllowance,
    Pip,
    EmployerPension,
    OtherNotCounted,
}

/// One sum beside the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beside {
    pub kind: BesideKind,
    pub title: &'static str,
    pub amount: Pence,
    /// "once", "a year", "a month".
    pub how_often: &'static str,
    /// Days on which parts fall due, where they are known.
    pub due: Vec<(Date, Pence)>,
    /// Who gets it and why it is shown.
    pub why: &'static str,
    /// The amount is dated configuration; nobody has read it in the instrument yet.
    pub is_verified: bool,
}

/// The days after the start of an apprenticeship on which a third of the bursary falls due (DfE apprenticeship funding rules).
const BURSARY_DAYS: [i64; 3] = [60, 120, 300];

/// Money beside the sums for the claimant and the partner on a day.
pub(crate) fn beside(household: &Household, as_at: Date, rates: &Rates) -> Vec<Beside> {
    let mut list = Vec::new();
    let is_english = household.home.nation == Nation::England;
    for person in household.adults() {
        let age = person.born.age_on(as_at);
        if is_english && person.care.is_within_regulation_8() == Some(true) && age < 25 {
            care_leaver(person, age, as_at, &mut list);
        }
        if let Some(pip) = person.pip {
            list.extend(pip_a_month(pip, as_at));
        }
        list.extend(employer_pension(person, age, rates));
    }
    let not_counted: Pence = household
        .other_income
        .iter()
        .filter(|income| !IncomeKind::counts(income.kind))
        .map(|income| income.a_month.or_zero())
        .sum();
    if not_counted > Pence::ZERO {
        list.push(beside_of(BesideKind::OtherNotCounted, not_counted, true));
    }
    list
}

fn care_leaver(person: &Person, age: u8, as_at: Date, list: &mut Vec<Beside>) {
    let mut add = |kind, name, due: &dyn Fn(Pence) -> Vec<(Date, Pence)>| {
        if let Ok(value) = Book::shipped().value_in(name, "England", as_at) {
            let amount = Pence(value.hundredths);
            let mut found = beside_of(kind, amount, value.verified);
            found.due = due(amount);
            list.push(found);
        }
    };
    let at_no_day = |_| Vec::new();
    add(
        BesideKind::SettingUpHome,
        "beside.setting_up_home_allowance",
        &at_no_day,
    );
    match person.learning {
        Learning::AdvancedFullTime => add(
            BesideKind::HigherEducationBursary,
            "beside.higher_education_bursary",
            &at_no_day,
        ),
        Learning::NonAdvanced { .. } if age < 19 => add(
            BesideKind::Bursary16To19,
            "beside.bursary_16_to_19",
            &at_no_day,
        ),
        _ => {}
    }
    if matches!(person.learning, Learning::NonAdvanced { .. }) {
        add(
            BesideKind::PersonalEducationAllowance,
            "beside.personal_education_allowance",
            &at_no_day,
        );
    }
    let apprenticeship = person.job.as_ref().and_then(|job| job.apprenticeship);
    if let Some(apprenticeship) = apprenticeship {
        add(
            BesideKind::ApprenticeshipBursary,
            "beside.apprenticeship_bursary",
            &|amount| instalments(apprenticeship, amount),
        );
    }
}

fn instalments(apprenticeship: Apprenticeship, amount: Pence) -> Vec<(Date, Pence)> {
    let Some(started) = apprenticeship.started_on else {
        return Vec::new();
    };
    BURSARY_DAYS
        .iter()
        .filter_map(|days| started.checked_add(days.days()).ok())
        .map(|day| (day, amount.share(1, 3)))
        .collect()
}

/// Put away for later and never paid out: beside, not in any sum.
fn employer_pension(person: &Person, age: u8, rates: &Rates) -> Option<Beside> {
    let job = person.job.as_ref()?;
    let a_year = earnings::gross_a_year(job, age, rates).percent(job.employer_pension?);
    let a_month = a_year.or_zero().a_month_from_a_year();
    (a_month > Pence::ZERO).then(|| beside_of(BesideKind::EmployerPension, a_month, true))
}

fn pip_a_month(pip: Pip, as_at: Date) -> Option<Beside> {
    let amount = |name| {
        Book::shipped()
            .value(name, as_at)
            .map(|value| Pence(value.hundredths))
    };
    let daily = match pip.daily_living {
        None => Pence::ZERO,
        Some(PipRate::Standard) => amount("pip.daily_living_standard").ok()?,
        Some(PipRate::Enhanced) => amount("pip.daily_living_enhanced").ok()?,
    };
    let mobility = match pip.mobility {
        None => Pence::ZERO,
        Some(PipRate::Standard) => amount("pip.mobility_standard").ok()?,
        Some(PipRate::Enhanced) => amount("pip.mobility_enhanced").ok()?,
    };
    let a_month = (daily + mobility).a_month_from_a_week();
    Some(beside_of(BesideKind::Pip, a_month, false))
}

fn beside_of(kind: BesideKind, amount: Pence, is_verified: bool) -> Beside {
    let (title, how_often, why) = wording::beside(kind);
    Beside {
        kind,
        title,
        amount,
        how_often,
        due: Vec::new(),
        why,
        is_verified,
    }
}
