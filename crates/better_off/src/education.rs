//! Whether somebody is "receiving education", which shuts out of Universal Credit unless an exception holds (UC Regs 2013 regs 5, 12 to 14).

use jiff::civil::Date;

use crate::{
    age::Born,
    ask::Ask,
    household::{Learning, Person},
    law,
    money::Pence,
    situation::Situation,
    trace::{Item, Notes, line},
    wording,
};

/// What education does to the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Education {
    /// Does not stand in the way.
    None,
    Receiving,
}

/// Why a course stands in the way or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CourseReason {
    NoCourse,
    RelevantTraining,
    /// Not full time for reg 12, but must fit the work that is looked for.
    MustFitWork,
    /// Reg 14(1)(a): up to A level, without parental support, under 21 or turned 21 on the course ("second chance learning").
    WithoutParentalSupport,
    /// Reg 14(1)(b): with personal independence payment and limited capability for work.
    PipAndLimitedCapability,
    /// Reg 14(1)(c) or (d): responsible for a child.
    Child,
    Advanced,
    /// Reg 12(1A): a qualifying young person of reg 5.
    QualifyingYoungPerson,
    /// Reg 12(2)(b): full time with a loan or grant to live on.
    Maintenance,
}

impl CourseReason {
    pub fn education(self) -> Education {
        match self {
            Self::Advanced | Self::QualifyingYoungPerson | Self::Maintenance => {
                Education::Receiving
            }
            _ => Education::None,
        }
    }
}

/// Full time for a young person is more than 12 hours a week (reg 5(2)).
const FULL_TIME_ABOVE_HOURS: u8 = 12;

pub(crate) fn receiving(
    situation: &Situation,
    person: &Person,
    age: u8,
    notes: &mut Notes,
) -> Education {
    let reason = reason(situation, person, age, notes);
    if reason != CourseReason::NoCourse {
        notes.line(|| {
            line(
                Item::Eligibility,
                Pence::ZERO,
                law::EDUCATION,
                wording::course(reason),
            )
            .with("age", age)
            .applying(reason.education() == Education::None)
        });
    }
    reason.education()
}

fn reason(situation: &Situation, person: &Person, age: u8, notes: &mut Notes) -> CourseReason {
    let exception = if situation.has_children() {
        Some(CourseReason::Child)
    } else if person.pip.is_some() && person.health.has_limited_capability() {
        Some(CourseReason::PipAndLimitedCapability)
    } else {
        None
    };
    match person.learning {
        Learning::Unknown => {
            notes.ask(Ask::Learning);
            CourseReason::NoCourse
        }
        Learning::None => CourseReason::NoCourse,
        Learning::RelevantTraining => CourseReason::RelevantTraining,
        Learning::PartTime => {
            notes.ask(Ask::WorkRequirements);
            CourseReason::MustFitWork
        }
        Learning::AdvancedFullTime => {
            notes.ask(Ask::StudentIncome);
            exception.unwrap_or(CourseReason::Advanced)
        }
        Learning::NonAdvanced {
            hours_a_week,
            started_on,
            has_maintenance,
        } => {
            if hours_a_week.is_none() {
                notes.ask(Ask::CourseHours);
            }
            let is_full_time = hours_a_week.is_none_or(|hours| hours > FULL_TIME_ABOVE_HOURS);
            let stands_in_the_way = if !is_full_time {
                None
            } else if is_qualifying_young_person(person.born, age, started_on, situation.rates.day)
            {
                Some(CourseReason::QualifyingYoungPerson)
            } else {
                has_maintenance.then_some(CourseReason::Maintenance)
            };
            let Some(obstacle) = stands_in_the_way else {
                notes.ask(Ask::WorkRequirements);
                return CourseReason::MustFitWork;
            };
            exception
                .or_else(|| without_parental_support(person, age, started_on, notes))
                .unwrap_or(obstacle)
        }
    }
}

/// Reg 5: 16 or over, up to 31 August after the 19th birthday, on a course that began before that birthday.
fn is_qualifying_young_person(born: Born, age: u8, started_on: Option<Date>, day: Date) -> bool {
    let Some(nineteenth) = born.reaches(19) else {
        return (16..=18).contains(&age);
    };
    if age < 16 {
        return false;
    }
    let year = if (nineteenth.month(), nineteenth.day()) <= (8, 31) {
        nineteenth.year()
    } else {
        nineteenth.year() + 1
    };
    let began_before = started_on.is_none_or(|started| started < nineteenth);
    if day < nineteenth {
        return true;
    }
    began_before && Date::new(year, 8, 31).is_ok_and(|last| day <= last)
}

/// Reg 14(1)(a).
fn without_parental_support(
    person: &Person,
    age: u8,
    started_on: Option<Date>,
    notes: &mut Notes,
) -> Option<CourseReason> {
    let turned_21_on_it = age == 21
        && person
            .born
            .reaches(21)
            .zip(started_on)
            .is_some_and(|(birthday, started)| started < birthday);
    if age > 21 || (age == 21 && !turned_21_on_it) {
        return None;
    }
    match person.has_parental_support {
        Some(false) => Some(CourseReason::WithoutParentalSupport),
        Some(true) => None,
        None => {
            notes.ask(Ask::ParentalSupport);
            None
        }
    }
}
