//! The lowest legal pay by age and apprenticeship, and whether a job pays it (NMW Regs 2015).

use serde::Serialize;

use crate::{
    ask::Ask,
    earnings,
    money::Pence,
    rates::Rates,
    work::{EmployersHome, Job, Pay, WEEKS_A_YEAR},
};

/// The legal minimum for an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LegalRate {
    pub an_hour: Pence,
    /// The rate if the open question is answered the other way.
    pub or_else: Option<Pence>,
}

/// The legal rate for this job at this age.
///
/// The apprentice rate is for apprentices under 19 and for those in their first year (NMW Regs 2015 reg 5). When it is not known whether
/// the first year is over, both rates are given, the lower first.
pub fn legal_rate(job: &Job, age: u8, rates: &Rates) -> LegalRate {
    let by_age = by_age(age, rates);
    let Some(apprenticeship) = job.apprenticeship else {
        return LegalRate {
            an_hour: by_age,
            or_else: None,
        };
    };
    let apprentice = rates.wage_apprentice;
    let (an_hour, or_else) = if age < 19 {
        (apprentice, None)
    } else {
        match apprenticeship.is_first_year_on(rates.day) {
            Some(true) => (apprentice, None),
            Some(false) => (by_age, None),
            None => (apprentice, Some(by_age)),
        }
    };
    LegalRate { an_hour, or_else }
}

pub(crate) fn by_age(age: u8, rates: &Rates) -> Pence {
    match age {
        21.. => rates.wage_21,
        18..=20 => rates.wage_18,
        _ => rates.wage_under_18,
    }
}

pub(crate) fn lowest(job: &Job, age: u8, rates: &Rates) -> Pence {
    legal_rate(job, age, rates).an_hour
}

/// Whether a job pays what the law asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WageCheck {
    NoWage,
    Legal {
        pays: Pence,
        least: Pence,
    },
    Below {
        pays: Pence,
        least: Pence,
    },
    /// It depends on an answer: the apprenticeship year, or what the employer's home costs.
    Depends {
        pays: Pence,
        least: Pence,
        ask: Ask,
    },
}

/// Checks the pay of a job. `pays` is the hourly pay that counts, the accommodation offset considered.
pub fn check_wage(job: &Job, age: u8, rates: &Rates) -> WageCheck {
    if job.minutes_a_week == 0 {
        return WageCheck::NoWage;
    }
    let legal = legal_rate(job, age, rates);
    let year = earnings::gross_a_year(job, age, rates);
    let minutes = i64::from(job.minutes_a_week) * WEEKS_A_YEAR;
    let hourly = |year: Pence| year.share(60, minutes);
    let pays = hourly(year + counted_for_home(job, rates).times(WEEKS_A_YEAR));
    // Half a penny an hour is a rounded salary, not a wage below the law.
    let is_met = |least: Pence| pays >= least;
    let least = legal.an_hour;
    if !is_met(least) {
        // A free home may make up for it (reg 14 to 16).
        let with_free_home = hourly(year + offset_a_week(rates).times(WEEKS_A_YEAR));
        let could_be_met = job.employers_home == EmployersHome::Unknown && with_free_home >= least;
        return if could_be_met {
            WageCheck::Depends {
                pays,
                least,
                ask: Ask::EmployersHome,
            }
        } else {
            WageCheck::Below { pays, least }
        };
    }
    match legal.or_else {
        Some(higher) if !is_met(higher) && job.pay != Pay::LegalMinimum => WageCheck::Depends {
            pays,
            least: higher,
            ask: Ask::ApprenticeshipStart,
        },
        _ => WageCheck::Legal { pays, least },
    }
}

fn offset_a_week(rates: &Rates) -> Pence {
    rates.accommodation_offset_day.times(7)
}

/// What a home from the employer adds to the pay that counts, or takes from it: free, the whole offset counts as pay; a charge above the
/// offset counts against it.
fn counted_for_home(job: &Job, rates: &Rates) -> Pence {
    let offset = offset_a_week(rates);
    match job.employers_home {
        EmployersHome::Unknown | EmployersHome::No => Pence::ZERO,
        EmployersHome::Charged(charge) if charge <= Pence::ZERO => offset,
        EmployersHome::Charged(charge) => -(charge - offset).or_zero(),
    }
}
