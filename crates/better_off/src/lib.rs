//! Would a care leaver be better off in this work? Universal Credit, wages after tax, Housing Benefit in supported housing and the rest, for
//! England, Scotland and Wales, right for people from 16 to 25 who have been in care.
//!
//! Everything is a pure function of a [`Household`] and a day. Money is whole pence ([`Pence`]). Amounts of law are dated data in
//! `parameters/`, each with its instrument, its source and whether it was verified there. What is not known is never guessed silently: it
//! becomes a [`Question`].
//!
//! ```
//! use better_off::{Area, Born, CareStatus, Household, Pence, Tenure, calculate};
//!
//! let mut household = Household::of(Born::Years(18));
//! household.claimant.care = CareStatus::FormerRelevant;
//! household.home.tenure = Tenure::Private;
//! household.home.rent_a_month = Pence::pounds(450);
//! household.home.area = Area::named("North Clwyd");
//! let outcome = calculate(&household, "2026-04-30".parse()?)?;
//! assert_eq!(outcome.amounts.award, Pence(73358));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where to begin:
//!
//! - [`calculate`] explains: an ordered trace, what to ask, what cannot be right, and money beside.
//! - [`amounts`] gives the same numbers alone, in about a microsecond.
//! - [`compare`] puts now beside up to four [`Offer`]s; [`take_home`] is the line for a vacancy.
//! - [`budget_curve`] runs from 0 to 40 hours and names each cliff.
//! - [`changes_ahead`] finds the days on which something changes by itself.
//! - [`calendar`] goes from now to the second wage, day by day.
//! - [`check_wage`] knows the lowest legal pay.
//! - [`what_moved`] says why a kept answer is another today.

mod age;
mod area;
mod ask;
pub mod assessment_period;
mod benefit_cap;
mod beside;
mod budget_curve;
mod calculation;
mod capital;
mod changes;
mod childcare;
mod comparison;
mod council_area;
mod council_tax;
mod deductions;
mod earnings;
mod education;
mod elements;
mod eligibility;
mod family;
mod findings;
mod home;
mod household;
pub mod household_file;
mod housing_benefit;
mod housing_element;
mod hundredths;
mod law;
mod minimum_wage;
mod money;
mod moved;
mod others_at_home;
mod parameters;
mod pay_dates;
mod rates;
mod rooms;
mod self_employment;
mod situation;
mod student_income;
mod surplus_earnings;
mod tax;
mod trace;
mod transition;
mod wording;
mod work;

pub use age::Born;
pub use area::{Area, Category};
pub use ask::{Ask, Question};
pub use beside::{Beside, BesideKind};
pub use budget_curve::{BudgetCurve, Cliff, CliffCause, MOST_HOURS, Point, budget_curve};
pub use calculation::{Amounts, Outcome, amounts, amounts_with_wages, calculate, rates_for};
pub use changes::{Cause, Change, changes_ahead};
pub use comparison::{
    Compared, Comparison, MOST_OFFERS, Offer, TakeHome, compare, day_to_compare, take_home,
    with_offer,
};
pub use council_area::areas_of_council;
pub use findings::{Finding, Wrong};
pub use home::{CouncilScheme, CouncilTax};
pub use household::{
    CareStatus, Child, ChildDisability, Claim, Deduction, Health, Home, Household, Immigration,
    IncomeKind, Learning, Nation, NonDependants, OtherIncome, Person, Pip, PipRate, SelfEmployment,
    Sex, SharedException, StudentMoney, Tenure,
};
pub use minimum_wage::{LegalRate, WageCheck, check_wage, legal_rate};
pub use money::{Pence, Percent};
pub use moved::{Movement, what_moved};
pub use parameters::{Book, NoRates, Value};
pub use pay_dates::{PayDates, PayEvery, Wage};
pub use rates::Rates;
pub use surplus_earnings::surplus_earnings;
pub use trace::{Input, Item, Line};
pub use transition::{
    Advance, Bill, Calendar, Event, EventKind, NoCalendar, Period, Plan, calendar,
};
pub use work::{Apprenticeship, CostsOfWorking, EmployersHome, Job, Pay};
