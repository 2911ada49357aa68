//! Who is a care leaver in law, why, and on which days that changes: derived from episodes, never typed.
//!
//! England: Children Act 1989 sections 23A to 24B and Schedule 2 paragraph 19B; SI 2010/959 reg 40; SI 2010/2571 reg 3.
//! Wales: Social Services and Well-being (Wales) Act 2014 section 104; WSI 2015/1818 reg 47; WSI 2015/1820.

mod england;
mod reason;
mod wales;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use reason::Reason;

use crate::{
    authority::Nation,
    calendar::{LeapDayBirthday, birthday_on},
    facts::PersonFacts,
    placement::{Placement, is_looked_after_on},
    spell::{Spell, merged},
};

/// A category of care leaver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Eligible,
    Relevant,
    FormerRelevant,
    Qualifying,
    Category1,
    Category2,
    Category3,
    Category4,
    Category5,
    Category6,
}

impl Category {
    pub fn label(self) -> &'static str {
        match self {
            Self::Eligible => "Eligible",
            Self::Relevant => "Relevant",
            Self::FormerRelevant => "Former relevant",
            Self::Qualifying => "Qualifying",
            Self::Category1 => "Category 1",
            Self::Category2 => "Category 2",
            Self::Category3 => "Category 3",
            Self::Category4 => "Category 4",
            Self::Category5 => "Category 5",
            Self::Category6 => "Category 6",
        }
    }

    /// Whether it makes somebody a care leaver in the Department's sense: relevant or former relevant; in Wales categories 2 to 4.
    pub fn has_left_care(self) -> bool {
        matches!(
            self,
            Self::Relevant
                | Self::FormerRelevant
                | Self::Category2
                | Self::Category3
                | Self::Category4
        )
    }

    /// Whether a personal adviser must be there: all but qualifying young people and Welsh categories 5 and 6.
    pub fn is_owed_a_personal_adviser(self) -> bool {
        !matches!(self, Self::Qualifying | Self::Category5 | Self::Category6)
    }
}

/// A category with the reasons for it, and the days ahead on which it changes by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Eligibility {
    /// `None`: none of the categories holds; the reasons say why.
    pub category: Option<Category>,
    pub because: Vec<Reason>,
    /// Each day on which the category becomes another one if nothing else happens, with what it becomes.
    pub changes: Vec<(Date, Option<Category>)>,
}

/// Thirteen weeks (SI 2010/959 reg 40(1): "a period of 13 weeks, or periods amounting in total to 13 weeks").
pub const QUALIFYING_DAYS: i64 = 91;
/// The age after which those weeks count (SI 2010/959 reg 40(2); WSI 2015/1818 reg 47).
pub const COUNTS_FROM_AGE: i16 = 14;

/// The category on a day with its reasons and the changes ahead, by the law of the nation.
pub fn eligibility(
    facts: &PersonFacts,
    nation: Nation,
    as_at: Date,
    leap_day: LeapDayBirthday,
) -> Eligibility {
    let (category, because) = category_on(facts, nation, as_at, leap_day);
    let mut changes = Vec::new();
    let mut current = category;
    for day in days_to_look_at(facts, as_at, leap_day) {
        let (next, _) = category_on(facts, nation, day, leap_day);
        if next != current {
            changes.push((day, next));
            current = next;
        }
    }
    Eligibility {
        category,
        because,
        changes,
    }
}

/// The category on a day with its reasons.
pub fn category_on(
    facts: &PersonFacts,
    nation: Nation,
    as_at: Date,
    leap_day: LeapDayBirthday,
) -> (Option<Category>, Vec<Reason>) {
    let history = History::new(facts, as_at, leap_day);
    match nation {
        Nation::England => england::category(&history),
        Nation::Wales => wales::category(&history),
    }
}

/// Whether somebody who was looked after counts as having been looked after long enough by a day: 13 weeks after the fourteenth
/// birthday with at least a day at 16 or over. This is also the cohort of the Department's tables.
pub fn was_looked_after_long_enough(
    facts: &PersonFacts,
    by: Date,
    leap_day: LeapDayBirthday,
) -> bool {
    History::new(facts, by, leap_day).long_enough
}

/// What the rules ask about a person's time in care, worked out once for a day.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent answers to four questions of the regulations"
)]
struct History<'a> {
    facts: &'a PersonFacts,
    as_at: Date,
    sixteenth: Date,
    eighteenth: Date,
    twenty_first: Date,
    twenty_fifth: Date,
    days_since_fourteen: i64,
    /// 13 weeks since 14, with a day at 16 or over, by `as_at`.
    long_enough: bool,
    /// The same, but before the eighteenth birthday.
    long_enough_before_eighteen: bool,
    looked_after_now: bool,
    looked_after_at_sixteen_or_over: bool,
}

impl<'a> History<'a> {
    fn new(facts: &'a PersonFacts, as_at: Date, leap_day: LeapDayBirthday) -> Self {
        let birthday = |age| birthday_on(facts.date_of_birth, age, leap_day);
        let (fourteenth, sixteenth, eighteenth) =
            (birthday(COUNTS_FROM_AGE), birthday(16), birthday(18));
        // The day itself counts: somebody who came into care today is looked after today.
        let until = as_at.tomorrow().unwrap_or(as_at);
        let care = merged(counted(&facts.placements), Date::MIN, until);
        let days = |from: Date, until: Date| -> i64 {
            care.iter()
                .map(|(start, end)| ((*start).max(from), (*end).min(until)))
                .filter(|(start, end)| start < end)
                .map(|(start, end)| i64::from((end - start).get_days()))
                .sum()
        };
        let days_since_fourteen = days(fourteenth, until);
        let long_enough_by =
            |until: Date| days(fourteenth, until) >= QUALIFYING_DAYS && days(sixteenth, until) > 0;
        Self {
            facts,
            as_at,
            sixteenth,
            eighteenth,
            twenty_first: birthday(21),
            twenty_fifth: birthday(25),
            days_since_fourteen,
            long_enough: long_enough_by(until),
            long_enough_before_eighteen: long_enough_by(until.min(eighteenth)),
            looked_after_now: is_looked_after_on(&facts.placements, as_at),
            looked_after_at_sixteen_or_over: days(sixteenth, until.min(eighteenth)) > 0,
        }
    }

    fn is_16_or_17(&self) -> bool {
        self.sixteenth <= self.as_at && self.as_at < self.eighteenth
    }

    /// Whether no time in care is recorded: short breaks say nothing about it.
    fn knows_no_care(&self) -> bool {
        counted(&self.facts.placements).next().is_none()
    }

    /// The episode that ended last.
    fn last_ended(&self) -> Option<&Spell<Placement>> {
        counted(&self.facts.placements)
            .filter(|spell| spell.ends_on.is_some_and(|end| end <= self.as_at))
            .max_by_key(|spell| (spell.ends_on, spell.starts_on))
    }

    /// Why the last episode ended, when nobody is looked after now.
    fn last_reason_ended(&self) -> &str {
        self.last_ended()
            .map_or("", |spell| spell.value.reason_ended.as_str())
    }

    /// In education or training (Children Act 1989 section 24B). An apprenticeship is training; code 5 says training or employment, and
    /// as nobody can tell which, it does not count.
    fn in_education(&self) -> bool {
        use crate::activity::{
            ActivityCode::{F1, F2, F4, P1, P2, P4},
            main_activity_on,
        };
        main_activity_on(&self.facts.activities, self.as_at)
            .is_some_and(|spell| matches!(spell.value.code, F1 | P1 | F2 | P2 | F4 | P4))
    }
}

/// The episodes that count: short breaks do not.
fn counted(placements: &[Spell<Placement>]) -> impl Iterator<Item = &Spell<Placement>> {
    placements
        .iter()
        .filter(|spell| !spell.value.is_short_break())
}

/// The days after `as_at` on which a category can change with nothing new recorded.
fn days_to_look_at(facts: &PersonFacts, as_at: Date, leap_day: LeapDayBirthday) -> Vec<Date> {
    let birthday = |age| birthday_on(facts.date_of_birth, age, leap_day);
    let mut days: Vec<Date> = [14, 16, 18, 21, 25].into_iter().map(birthday).collect();
    days.extend(starts_and_ends(&facts.placements));
    days.extend(starts_and_ends(&facts.in_touch));
    days.extend(starts_and_ends(&facts.activities));
    days.extend(starts_and_ends(&facts.reported));
    days.extend(thirteen_weeks_complete_on(
        &facts.placements,
        birthday(COUNTS_FROM_AGE),
    ));
    days.retain(|day| *day > as_at);
    days.sort_unstable();
    days.dedup();
    days
}

fn starts_and_ends<T>(spells: &[Spell<T>]) -> impl Iterator<Item = Date> {
    spells
        .iter()
        .flat_map(|spell| [Some(spell.starts_on), spell.ends_on])
        .flatten()
}

/// The day with which 13 weeks since a birthday are or will be complete, open episodes going on.
fn thirteen_weeks_complete_on(placements: &[Spell<Placement>], since: Date) -> Option<Date> {
    let mut missing = QUALIFYING_DAYS;
    for (start, end) in merged(counted(placements), since, Date::MAX) {
        let days = i64::from((end - start).get_days());
        if days >= missing {
            return start.checked_add(jiff::Span::new().days(missing - 1)).ok();
        }
        missing -= days;
    }
    None
}

#[cfg(test)]
mod tests;
