//! A job: hours, pay, when it is paid, what going to work costs.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    money::{Pence, Percent},
    pay_dates::PayDates,
};

/// Weeks in a year as the amounts count them: UC Regs Sch 4 para 7(2), reg 82(1)(a).
pub(crate) const WEEKS_A_YEAR: i64 = 52;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    pub pay: Pay,
    pub minutes_a_week: u32,
    pub apprenticeship: Option<Apprenticeship>,
    /// Part of the pay that goes into a pension before tax.
    pub pension: Option<Percent>,
    /// What the employer puts into the pension on top: shown beside, because it is not paid out.
    #[serde(default)]
    pub employer_pension: Option<Percent>,
    /// The employer also provides the home: see the accommodation offset.
    pub employers_home: EmployersHome,
    pub costs: CostsOfWorking,
    pub pay_dates: Option<PayDates>,
}

impl Job {
    /// A job paid by the hour.
    pub fn hourly(pay: Pence, minutes_a_week: u32) -> Self {
        Self::of(Pay::Hourly(pay), minutes_a_week)
    }

    pub fn of(pay: Pay, minutes_a_week: u32) -> Self {
        Self {
            pay,
            minutes_a_week,
            apprenticeship: None,
            pension: None,
            employer_pension: None,
            employers_home: EmployersHome::Unknown,
            costs: CostsOfWorking::default(),
            pay_dates: None,
        }
    }

    /// The same job with other hours; a yearly salary becomes the hourly pay that it is now.
    #[must_use]
    pub fn with_hours(&self, minutes_a_week: u32) -> Self {
        let pay = match self.pay {
            Pay::Yearly(year) if self.minutes_a_week > 0 => {
                Pay::Hourly(year.share(60, i64::from(self.minutes_a_week) * WEEKS_A_YEAR))
            }
            pay => pay,
        };
        Self {
            pay,
            minutes_a_week,
            ..self.clone()
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pay {
    Hourly(Pence),
    Yearly(Pence),
    /// The lowest that the law allows for the age and the apprenticeship.
    LegalMinimum,
}

/// An apprenticeship: the apprentice rate is for those under 19 and for the first year (NMW Regs 2015 reg 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apprenticeship {
    pub started_on: Option<Date>,
    /// Said without a date.
    pub is_first_year: Option<bool>,
}

impl Apprenticeship {
    /// Whether the day is in the first twelve months. `None`: not known.
    pub fn is_first_year_on(self, day: Date) -> Option<bool> {
        match self.second_year_starts() {
            Some(second) => Some(day < second),
            None => self.is_first_year,
        }
    }

    /// The first day of the second year.
    pub fn second_year_starts(self) -> Option<Date> {
        self.started_on?.checked_add(1.year()).ok()
    }
}

/// Whether a home comes with the job (NMW Regs 2015 regs 14 to 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmployersHome {
    Unknown,
    No,
    /// What the employer charges for it a week; nothing if it is free.
    Charged(Pence),
}

/// What it costs to be at work. Never taken off in the benefit sums: shown after them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostsOfWorking {
    pub travel_a_week: Pence,
    pub meals_a_week: Pence,
    /// Clothes, tools, checks: once, before the first wage.
    pub once: Pence,
}

impl CostsOfWorking {
    pub fn a_month(self) -> Pence {
        (self.travel_a_week + self.meals_a_week).a_month_from_a_week()
    }
}
