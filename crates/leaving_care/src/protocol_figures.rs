//! Whether the protocol with the Jobcentre works: its figures, each with the cases that it counts (seed 001, aims of the protocol).

mod case;
mod quarter;

use std::str::FromStr;

use jiff::civil::Date;

pub use case::{Case, Outcome, Story, cases};
pub use quarter::Quarter;

/// A claim's handover counts as "at the start" until so many days after the claim began. The protocol says only "at the start of a new
/// claim": the number is a local default.
pub const HANDOVER_DAYS: i32 = 28;
/// A claim counts as the one made at 18 when it was begun before the birthday or until so many days after it. A local default.
pub const AT_EIGHTEEN_DAYS: i32 = 91;

/// A figure of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureId {
    WarmHandover,
    ReadyByEighteen,
    FirstPaymentInTime,
    MissesToSanctions,
    FirstMissesToSanctions,
    SanctionsChallenged,
    ChallengesWon,
    WorkFor13Weeks,
    WorkFor26Weeks,
}

impl FigureId {
    pub const ALL: [Self; 9] = [
        Self::WarmHandover,
        Self::ReadyByEighteen,
        Self::FirstPaymentInTime,
        Self::MissesToSanctions,
        Self::FirstMissesToSanctions,
        Self::SanctionsChallenged,
        Self::ChallengesWon,
        Self::WorkFor13Weeks,
        Self::WorkFor26Weeks,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::WarmHandover => "warm_handover",
            Self::ReadyByEighteen => "ready_by_18",
            Self::FirstPaymentInTime => "first_payment_in_time",
            Self::MissesToSanctions => "misses_to_sanctions",
            Self::FirstMissesToSanctions => "first_misses_to_sanctions",
            Self::SanctionsChallenged => "sanctions_challenged",
            Self::ChallengesWon => "challenges_won",
            Self::WorkFor13Weeks => "work_13_weeks",
            Self::WorkFor26Weeks => "work_26_weeks",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::WarmHandover => "Claims that began with a warm handover",
            Self::ReadyByEighteen => "Claims ready by the 18th birthday",
            Self::FirstPaymentInTime => "First payments in time after the 18th birthday",
            Self::MissesToSanctions => "Missed appointments that led to a sanction",
            Self::FirstMissesToSanctions => "First missed appointments that led to a sanction",
            Self::SanctionsChallenged => "Sanctions that were challenged",
            Self::ChallengesWon => "Challenged sanctions that were taken back",
            Self::WorkFor13Weeks => "In work for 13 weeks",
            Self::WorkFor26Weeks => "In work for 26 weeks",
        }
    }

    /// What is counted, out of what, by which day a case falls into a quarter, and what is left open.
    pub fn how_worked_out(self) -> &'static str {
        match self {
            Self::WarmHandover => {
                "Of claims that began in the quarter, those with an interview of young person, work coach and adviser within 28 days of the \
                 start. Younger claims without one are still open. The protocol says \"at the start\": 28 days is a local choice."
            }
            Self::ReadyByEighteen => {
                "Of young people who turned 18 in the quarter and claimed at 18, those whose claim was prepared, submitted or begun by the \
                 birthday. Claimed at 18 means begun before the birthday or within 13 weeks of it, a local choice. Who claimed nothing is not counted."
            }
            Self::FirstPaymentInTime => {
                "Of the same young people, those whose first payment came in time: Jobseeker's Allowance on the birthday, Universal Credit within \
                 a month and seven days. Not yet paid and not yet late is still open. The median counts days from the 18th birthday to the first payment."
            }
            Self::MissesToSanctions => {
                "Of appointments missed in the quarter, those after which a sanction was applied. Still considered is still open."
            }
            Self::FirstMissesToSanctions => {
                "The same for the first missed appointment of each claim, where the protocol asks for a conversation before any sanction."
            }
            Self::SanctionsChallenged => {
                "Of sanctions applied in the quarter, those that were challenged."
            }
            Self::ChallengesWon => {
                "Of sanctions challenged in the quarter, those that the Jobcentre or a tribunal took back. Not yet answered is still open."
            }
            Self::WorkFor13Weeks => {
                "Of jobs that began in the quarter after a claim, those that went on for 13 weeks. Work without a gap counts as one job. \
                 Jobs that go on and are younger are still open."
            }
            Self::WorkFor26Weeks => {
                "The same for 26 weeks. The protocol says \"sustainable\": 13 and 26 weeks are a local choice."
            }
        }
    }

    /// Whether a smaller share is better.
    pub fn is_low_good(self) -> bool {
        matches!(self, Self::MissesToSanctions | Self::FirstMissesToSanctions)
    }

    /// How many weeks of work it asks for; `None` for the others.
    pub fn weeks_of_work(self) -> Option<i64> {
        match self {
            Self::WorkFor13Weeks => Some(13),
            Self::WorkFor26Weeks => Some(26),
            _ => None,
        }
    }
}

impl FromStr for FigureId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|figure| figure.code() == text)
            .ok_or(())
    }
}

/// What some cases come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    pub yes: u32,
    pub no: u32,
    pub open: u32,
    days: Vec<i32>,
}

impl Tally {
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let mut tally = Self::default();
        for case in cases {
            match case.outcome {
                Outcome::Yes => tally.yes += 1,
                Outcome::No => tally.no += 1,
                Outcome::Open => tally.open += 1,
            }
            tally.days.extend(case.days);
        }
        tally.days.sort_unstable();
        tally
    }

    /// Those that are decided: the denominator.
    pub fn out_of(&self) -> u32 {
        self.yes + self.no
    }

    /// The share in percent, unrounded; `None` of nothing.
    pub fn percent(&self) -> Option<f64> {
        (self.out_of() > 0).then(|| f64::from(self.yes) * 100.0 / f64::from(self.out_of()))
    }

    /// The middle number of days; between two middle ones their mean. `None` where nothing was measured in days.
    pub fn median_days(&self) -> Option<f64> {
        let half = self.days.len() / 2;
        let upper = f64::from(*self.days.get(half)?);
        if self.days.len() % 2 == 1 {
            return Some(upper);
        }
        let lower = f64::from(*self.days.get(half.checked_sub(1)?)?);
        Some(f64::midpoint(lower, upper))
    }

    /// Of how many cases the median is.
    pub fn measured(&self) -> usize {
        self.days.len()
    }

    /// Whether somebody outside the service could recognise a person in it: fewer than six on either side, and not none at all.
    pub fn is_small(&self) -> bool {
        (1..=5).contains(&self.yes) || (1..=5).contains(&self.no)
    }
}

/// The quarters in which cases fall, the newest first.
pub fn quarters(cases: &[Case]) -> Vec<Quarter> {
    let mut quarters: Vec<Quarter> = cases.iter().map(|case| Quarter::of(case.on)).collect();
    quarters.sort_unstable();
    quarters.dedup();
    quarters.reverse();
    quarters
}

/// Whether a case falls on a day from the first to the last.
pub fn falls_between(case: &Case, first: Date, last: Date) -> bool {
    first <= case.on && case.on <= last
}

#[cfg(test)]
mod tests;
