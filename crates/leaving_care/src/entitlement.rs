//! What a care leaver is entitled to on a day, and why: the law's amounts and the council's own, as data.
//!
//! Nothing here is a decision about anybody: an answer is yes, no, or a question that somebody must ask, each with its reasons.

mod answer;
mod catalogue;
mod setting;

use std::sync::Arc;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

pub use catalogue::Catalogue;
pub use setting::{OWN, Setting};

use crate::{
    authority::Nation, calendar::LeapDayBirthday, eligibility::Category, facts::PersonFacts,
    money::Pence, wording,
};

/// Something to which some care leavers are entitled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    /// "setting_up_home_allowance"; a council's own begin with "own_".
    pub id: String,
    pub title: String,
    /// What it is, to the young person.
    pub words: String,
    pub how_to_get: String,
    /// `None`: wherever the council is.
    pub nation: Option<Nation>,
    pub paid_by: PaidBy,
    pub how_often: HowOften,
    pub council_may: CouncilMay,
    pub who: Who,
    /// Whether the amount is that of the day, or that of the day on which the course or work began.
    pub fixed_on: Reference,
    pub source: String,
}

/// Who has it. Everything must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    pub care: Vec<Care>,
    /// Of these it must be asked.
    pub ask_care: Vec<Care>,
    pub doing: Doing,
    /// Activity codes that may be it, so that it must be asked.
    pub ask_activities: Vec<crate::activity::ActivityCode>,
    pub ask_why: String,
    pub from_age: Option<i16>,
    /// The first age that is too old.
    pub below_age: Option<i16>,
    pub age_on: Reference,
}

/// Which time in care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    Category(Category),
    /// Looked after on the day.
    LookedAfter,
    /// 13 weeks since 14, some of it since 16, before 18: whatever the category is now.
    LookedAfterLongEnough,
}

/// What somebody must be doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    Anything,
    /// School, college or other education below higher education.
    FurtherEducation,
    HigherEducation,
    Apprenticeship,
}

/// On which day an age or an amount is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    Day,
    /// When the course or work began.
    Start,
    /// 31 August before the academic year.
    ThirtyFirstOfAugust,
}

/// Who pays. Only what the council pays goes through its payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    Council,
    College,
    TrainingProvider,
    CouncilTaxOffice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowOften {
    Once,
    /// From 1 April.
    FinancialYear,
    /// From 1 August.
    AcademicYear,
}

/// Whether a council may change the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilMay {
    Not,
    /// Never below the amount for all.
    Raise,
    Set,
}

/// An amount with the days on which it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amount {
    pub entitlement: String,
    /// `None`: offered, without an amount.
    pub pence: Option<Pence>,
    /// `None`: as far back as is known.
    pub from: Option<Date>,
    /// The last day; `None` until another takes its place.
    pub to: Option<Date>,
    /// So many days after the start, so much.
    pub instalments: Vec<(i32, Pence)>,
    pub source: String,
    pub is_verified: bool,
    /// Whether the council set it.
    pub is_councils: bool,
}

impl Amount {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Yes,
    /// Something is not known: somebody must ask.
    Ask,
    No,
}

/// A part that falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Due {
    pub number: usize,
    pub on: Date,
    pub amount: Pence,
}

/// One entitlement, answered for one person on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitled {
    pub entitlement: Arc<Entitlement>,
    pub answer: Answer,
    /// Sentences to the young person, the deciding ones first.
    pub why: Vec<String>,
    /// The amount that holds, or the most that there is; `None` where nobody has set one.
    pub amount: Option<Arc<Amount>>,
    pub period: Period,
    /// What falls due when, where that is known.
    pub due: Vec<Due>,
}

impl Entitled {
    /// The most that may be given in the period; `None` where no amount is set.
    pub fn limit(&self) -> Option<Pence> {
        self.amount.as_ref().and_then(|amount| amount.pence)
    }
}

/// For which stretch of time an entitlement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Period {
    /// The first day; `None` for what is given once in a life.
    pub from: Option<Date>,
}

impl Period {
    /// "once", or the first day of the year: the key under which awards of one period are kept.
    pub fn key(self) -> String {
        self.from
            .map_or_else(|| "once".to_owned(), |from| from.to_string())
    }

    /// "once", or "1 April 2026 to 31 March 2027".
    pub fn label(self) -> String {
        self.from.map_or_else(
            || "once".to_owned(),
            |from| {
                let last = from.saturating_add(1.year()).saturating_sub(1.day());
                format!("{} to {}", wording::day(from), wording::day(last))
            },
        )
    }
}

impl HowOften {
    /// The period that holds a day.
    pub fn period(self, day: Date) -> Period {
        let month = match self {
            Self::Once => return Period { from: None },
            Self::FinancialYear => 4,
            Self::AcademicYear => 8,
        };
        let first = Date::constant(day.year(), month, 1);
        let from = if day < first {
            first.saturating_sub(1.year())
        } else {
            first
        };
        Period { from: Some(from) }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::FinancialYear => "a year from 1 April",
            Self::AcademicYear => "an academic year",
        }
    }
}

impl PaidBy {
    /// "Your council pays it."
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Council => "Your council pays it.",
            Self::College => "Your school or college pays it.",
            Self::TrainingProvider => "Your training provider pays it.",
            Self::CouncilTaxOffice => "It comes off the council tax bill.",
        }
    }

    pub fn is_council(self) -> bool {
        self == Self::Council
    }
}

/// For whom an answer is wanted, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub nation: Nation,
    pub as_at: Date,
    pub leap_day: LeapDayBirthday,
}

/// Everything in the catalogue of the person's nation, answered for a day: yes first, then what must be asked, then no.
///
/// Takes the person's dated facts; where the record does not say what an entitlement needs, the answer is [`Answer::Ask`], never a
/// guess. Somebody who has died is entitled to nothing and is not asked.
pub fn entitlements(facts: &PersonFacts, catalogue: &Catalogue, asked: Asked) -> Vec<Entitled> {
    let life = answer::Life::new(facts, asked);
    let mut list: Vec<Entitled> = catalogue
        .entitlements()
        .filter(|entitlement| {
            entitlement
                .nation
                .is_none_or(|nation| nation == asked.nation)
        })
        .filter(|entitlement| !has_ended(catalogue, entitlement, asked.as_at))
        .map(|entitlement| answer::entitled(&life, catalogue, entitlement))
        .collect();
    list.sort_by_key(|entitled| entitled.answer);
    list
}

/// A council's own entitlement is there only while the council offers it.
fn has_ended(catalogue: &Catalogue, entitlement: &Entitlement, day: Date) -> bool {
    entitlement.id.starts_with(OWN) && catalogue.amount_on(entitlement, day).is_none()
}

#[cfg(test)]
mod tests;
