//! The reasons for a category, as data and as sentences.

use jiff::civil::Date;
use serde::Serialize;

use crate::eligibility::QUALIFYING_DAYS;

/// One reason for a category or for none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    LookedAfterNow,
    NotLookedAfterNow,
    DaysSinceFourteen { days: i64 },
    LookedAfterAtSixteenOrOver,
    NotLookedAfterAtSixteenOrOver,
    TurnsSixteen { on: Date },
    TurnedEighteen { on: Date },
    TurnedTwentyFive { on: Date },
    OverTwentyOneAndNotInEducation { twenty_first: Date },
    ReturnedHome { since: Date },
    Died { on: Date },
    Adopted,
    MovedToAnotherAuthority,
    SpecialGuardianship,
    BackInEducation,
    ReportedInReturn { year: i16 },
    ReportedByAnotherSystem { category: String },
    NoEpisodes,
}

impl Reason {
    /// One sentence that a worker or a young person can read.
    pub fn sentence(&self) -> String {
        match self {
            Self::LookedAfterNow => "Looked after by the council on this day.".into(),
            Self::NotLookedAfterNow => "Not looked after on this day.".into(),
            Self::DaysSinceFourteen { days } => {
                format!(
                    "Looked after for {days} days since the fourteenth birthday; {QUALIFYING_DAYS} (13 weeks) are needed."
                )
            }
            Self::LookedAfterAtSixteenOrOver => "Looked after at the age of 16 or over.".into(),
            Self::NotLookedAfterAtSixteenOrOver => {
                "Not looked after at the age of 16 or over.".into()
            }
            Self::TurnsSixteen { on } => format!("Turns 16 on {}.", crate::wording::day(*on)),
            Self::TurnedEighteen { on } => format!("Turned 18 on {}.", crate::wording::day(*on)),
            Self::TurnedTwentyFive { on } => format!(
                "Turned 25 on {}: support under these duties has ended.",
                crate::wording::day(*on)
            ),
            Self::OverTwentyOneAndNotInEducation { twenty_first } => format!(
                "Turned 21 on {} and is not recorded in education or training: advice and help as a qualifying young person go on only with these.",
                crate::wording::day(*twenty_first)
            ),
            Self::ReturnedHome { since } => {
                format!(
                    "Recorded on {} as having returned home to family for six months or more.",
                    crate::wording::day(*since)
                )
            }
            Self::Died { on } => format!("Recorded as having died, {}.", crate::wording::day(*on)),
            Self::Adopted => "Left care through adoption.".into(),
            Self::MovedToAnotherAuthority => {
                "Care was transferred to another authority, which owes the duties.".into()
            }
            Self::SpecialGuardianship => "Left care through a special guardianship order.".into(),
            Self::BackInEducation => "Recorded in education or training.".into(),
            Self::ReportedInReturn { year } => {
                format!(
                    "Reported as a care leaver in the return for the year ending 31 March {year}; the time in care itself is not recorded here."
                )
            }
            Self::ReportedByAnotherSystem { category } => {
                format!(
                    "Another system gives the category \"{category}\"; the time in care itself is not recorded here."
                )
            }
            Self::NoEpisodes => "No time in care is recorded.".into(),
        }
    }
}
