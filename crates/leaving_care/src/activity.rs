//! What a young person does: the OC3 activity codes, which of several is the main one, and how long somebody has been NEET.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::add_months,
    source::{Standing, counting_on},
    spell::Spell,
};

/// An activity as the statutory return codes it (SSDA903, OC3, item ACTIV).
///
/// F is full time (more than 16 hours a week), P part time. F3 and P3 were replaced by F4, F5, P4 and P5 and stay readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActivityCode {
    F1,
    P1,
    F2,
    P2,
    F3,
    P3,
    F4,
    P4,
    F5,
    P5,
    G4,
    G5,
    G6,
    /// Code 0: not known, or not applicable.
    #[serde(rename = "0")]
    NotKnown,
}

/// How the Department groups activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityGroup {
    /// In education, employment or training.
    Eet,
    /// Not in education, employment or training.
    Neet,
    NotKnown,
}

impl ActivityCode {
    /// Every code, current ones first.
    pub const ALL: [Self; 14] = [
        Self::F1,
        Self::P1,
        Self::F2,
        Self::P2,
        Self::F4,
        Self::P4,
        Self::F5,
        Self::P5,
        Self::G4,
        Self::G5,
        Self::G6,
        Self::NotKnown,
        Self::F3,
        Self::P3,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::F1 => "F1",
            Self::P1 => "P1",
            Self::F2 => "F2",
            Self::P2 => "P2",
            Self::F3 => "F3",
            Self::P3 => "P3",
            Self::F4 => "F4",
            Self::P4 => "P4",
            Self::F5 => "F5",
            Self::P5 => "P5",
            Self::G4 => "G4",
            Self::G5 => "G5",
            Self::G6 => "G6",
            Self::NotKnown => "0",
        }
    }

    /// In plain words, as a young person could read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::F1 => "Higher education, full time",
            Self::P1 => "Higher education, part time",
            Self::F2 => "Other education, full time",
            Self::P2 => "Other education, part time",
            Self::F3 => "Training or employment, full time (old code)",
            Self::P3 => "Training or employment, part time (old code)",
            Self::F4 => "Apprenticeship, full time",
            Self::P4 => "Apprenticeship, part time",
            Self::F5 => "Training or employment, full time",
            Self::P5 => "Training or employment, part time",
            Self::G4 => "Not in education, employment or training: illness or disability",
            Self::G5 => "Not in education, employment or training: other reasons",
            Self::G6 => "Not in education, employment or training: pregnancy or parenting",
            Self::NotKnown => "Not known",
        }
    }

    /// The same where there is little room: tags, the drawn timeline.
    pub fn short_label(self) -> &'static str {
        match self {
            Self::G4 => "NEET: illness or disability",
            Self::G5 => "NEET: other reasons",
            Self::G6 => "NEET: pregnancy or parenting",
            other => other.label(),
        }
    }

    pub fn group(self) -> ActivityGroup {
        match self {
            Self::G4 | Self::G5 | Self::G6 => ActivityGroup::Neet,
            Self::NotKnown => ActivityGroup::NotKnown,
            _ => ActivityGroup::Eet,
        }
    }

    pub fn is_eet(self) -> bool {
        self.group() == ActivityGroup::Eet
    }

    pub fn is_neet(self) -> bool {
        self.group() == ActivityGroup::Neet
    }

    /// Whether the code may still be used for a new fact. F3 and P3 were replaced by apprenticeship (4) and employment (5) codes.
    pub fn is_current(self) -> bool {
        !matches!(self, Self::F3 | Self::P3)
    }

    /// Which comes first when somebody does several things at once: education, employment or training before none of it, full
    /// time before part time, something known before nothing known.
    fn precedence(self) -> u8 {
        match self {
            Self::F1 => 0,
            Self::F4 => 1,
            Self::F2 => 2,
            Self::F5 | Self::F3 => 3,
            Self::P1 => 4,
            Self::P4 => 5,
            Self::P2 => 6,
            Self::P5 | Self::P3 => 7,
            Self::G6 => 8,
            Self::G4 => 9,
            Self::G5 => 10,
            Self::NotKnown => 11,
        }
    }
}

impl fmt::Display for ActivityCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for ActivityCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|activity| activity.code().eq_ignore_ascii_case(text))
            .ok_or(())
    }
}

/// An activity with what decides which of several is the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Activity {
    pub code: ActivityCode,
    pub hours_a_week: Option<u8>,
    pub standing: Standing,
}

/// The main activity on a day, or `None` when nothing is recorded for that day.
///
/// Of those that count on the day ([`counting_on`]) education, employment and training come first, then the one with most hours, then
/// the fuller one, then the latest.
pub fn main_activity_on(activities: &[Spell<Activity>], day: Date) -> Option<Spell<Activity>> {
    counting_on(activities, day, |activity| activity.standing)
        .max_by_key(|spell| {
            let Activity {
                code, hours_a_week, ..
            } = spell.value;
            let hours = if code.is_eet() {
                hours_a_week.unwrap_or(0)
            } else {
                0
            };
            (
                code.is_eet(),
                hours,
                u8::MAX - code.precedence(),
                spell.starts_on,
            )
        })
        .copied()
}

/// The group of the main activity on a day; nothing recorded counts as not known.
pub fn group_on(activities: &[Spell<Activity>], day: Date) -> ActivityGroup {
    main_activity_on(activities, day)
        .map_or(ActivityGroup::NotKnown, |spell| spell.value.code.group())
}

/// An unbroken time of not being in education, employment or training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeetSpell {
    pub since: Date,
    /// The first day on which it no longer held; `None` when it still holds on the last day asked about.
    pub ended_on: Option<Date>,
    /// The reason at its end (or today): reasons may change within one spell.
    pub reason: ActivityCode,
}

impl NeetSpell {
    /// Long term is more than six calendar months (seed 003, Lancashire's "+6 month duration"): since 1 March is long term from 2 September.
    pub fn is_long_term_on(&self, as_at: Date) -> bool {
        as_at > add_months(self.since, LONG_TERM_MONTHS)
    }
}

/// Lancashire's Corporate Parenting Board, 10 September 2020: long term is over six months. A local definition, not statute.
pub const LONG_TERM_MONTHS: i32 = 6;

/// The NEET spell that holds on `as_at`, or `None` when the main activity is something else. A change of reason (G5 to G4) or a
/// second source for the same time does not break it; a day in education, employment or training, or a day not known, does.
pub fn neet_spell_on(activities: &[Spell<Activity>], as_at: Date) -> Option<NeetSpell> {
    let today = main_activity_on(activities, as_at).filter(|spell| spell.value.code.is_neet())?;
    let mut changes = changes_until(activities, as_at);
    let mut since = as_at;
    while let Some(day) = changes.pop() {
        if group_on(activities, day) != ActivityGroup::Neet {
            break;
        }
        since = day;
    }
    Some(NeetSpell {
        since,
        ended_on: None,
        reason: today.value.code,
    })
}

/// Every NEET spell up to and with `as_at`, oldest first.
pub fn neet_spells(activities: &[Spell<Activity>], as_at: Date) -> Vec<NeetSpell> {
    let mut spells: Vec<NeetSpell> = Vec::new();
    let mut running: Option<NeetSpell> = None;
    for day in changes_until(activities, as_at) {
        let main = main_activity_on(activities, day).filter(|spell| spell.value.code.is_neet());
        match (main, running.as_mut()) {
            (Some(spell), Some(neet)) => neet.reason = spell.value.code,
            (Some(spell), None) => {
                running = Some(NeetSpell {
                    since: day,
                    ended_on: None,
                    reason: spell.value.code,
                });
            }
            (None, Some(neet)) => {
                neet.ended_on = Some(day);
                spells.extend(running.take());
            }
            (None, None) => {}
        }
    }
    spells.extend(running);
    spells
}

/// The days up to `as_at` on which the main activity can have changed, in order, each once.
pub fn changes_until(activities: &[Spell<Activity>], as_at: Date) -> Vec<Date> {
    let mut days: Vec<Date> = activities
        .iter()
        .flat_map(|spell| [Some(spell.starts_on), spell.ends_on])
        .flatten()
        .filter(|day| *day <= as_at)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn recorded(code: ActivityCode, starts_on: Date, ends_on: Option<Date>) -> Spell<Activity> {
        Spell::new(
            Activity {
                code,
                hours_a_week: None,
                standing: Standing::Recorded,
            },
            starts_on,
            ends_on,
        )
    }

    fn returned(code: ActivityCode, starts_on: Date, ends_on: Option<Date>) -> Spell<Activity> {
        Spell::new(
            Activity {
                code,
                hours_a_week: None,
                standing: Standing::Returned,
            },
            starts_on,
            ends_on,
        )
    }

    #[test]
    fn the_main_activity_is_derived() {
        use ActivityCode::{F2, F5, G4, G5, NotKnown, P5};
        let day = date(2025, 6, 1);
        let check = |spells: &[Spell<Activity>], expected: Option<ActivityCode>| {
            assert_eq!(
                main_activity_on(spells, day).map(|spell| spell.value.code),
                expected,
                "{spells:?}"
            );
        };
        let from = date(2025, 1, 1);
        check(&[], None);
        check(&[recorded(G5, from, Some(day))], None);
        check(
            &[recorded(G5, from, None), recorded(P5, from, None)],
            Some(P5),
        );
        check(
            &[recorded(P5, from, None), recorded(F2, from, None)],
            Some(F2),
        );
        check(
            &[recorded(G4, from, None), recorded(G5, from, None)],
            Some(G4),
        );
        check(
            &[recorded(NotKnown, from, None), recorded(G5, from, None)],
            Some(G5),
        );
        let mut more_hours = recorded(P5, from, None);
        more_hours.value.hours_a_week = Some(20);
        check(&[recorded(F5, from, None), more_hours], Some(P5));
        // A return of last year does not come back when what was recorded since has ended.
        check(
            &[
                returned(F2, date(2024, 6, 1), None),
                recorded(G5, from, None),
            ],
            Some(G5),
        );
        check(
            &[
                returned(F2, date(2024, 6, 1), None),
                recorded(G5, from, Some(date(2025, 2, 1))),
            ],
            None,
        );
        // A later return is news, also beside something that nobody ended.
        check(
            &[
                recorded(F2, from, None),
                returned(G5, date(2025, 5, 1), None),
            ],
            Some(G5),
        );
        check(
            &[
                recorded(G5, from, Some(date(2025, 2, 1))),
                returned(F2, date(2025, 5, 1), None),
            ],
            Some(F2),
        );
    }

    #[test]
    fn neet_spells_run_over_changes_of_reason_and_end_with_a_day_of_anything_else() {
        use ActivityCode::{F2, G4, G5, G6};
        let as_at = date(2025, 6, 1);
        let check = |spells: &[Spell<Activity>], since: Option<Date>, long_term: bool| {
            let neet = neet_spell_on(spells, as_at);
            assert_eq!(neet.map(|neet| neet.since), since, "{spells:?}");
            assert_eq!(
                neet.is_some_and(|neet| neet.is_long_term_on(as_at)),
                long_term,
                "{spells:?}"
            );
        };
        check(&[], None, false);
        check(&[recorded(F2, date(2024, 1, 1), None)], None, false);
        check(
            &[recorded(G5, date(2024, 11, 30), None)],
            Some(date(2024, 11, 30)),
            true,
        );
        check(
            &[recorded(G5, date(2024, 12, 1), None)],
            Some(date(2024, 12, 1)),
            false,
        );
        check(
            &[recorded(G5, date(2024, 12, 2), None)],
            Some(date(2024, 12, 2)),
            false,
        );
        let changed = [
            recorded(G5, date(2024, 1, 1), Some(date(2025, 1, 1))),
            recorded(G6, date(2025, 1, 1), None),
        ];
        check(&changed, Some(date(2024, 1, 1)), true);
        let worked_a_day = [
            recorded(G5, date(2024, 1, 1), Some(date(2025, 1, 1))),
            recorded(G4, date(2025, 1, 2), None),
        ];
        check(&worked_a_day, Some(date(2025, 1, 2)), false);
        let overlapped = [
            recorded(G5, date(2024, 1, 1), None),
            recorded(F2, date(2024, 6, 1), Some(date(2024, 9, 1))),
        ];
        check(&overlapped, Some(date(2024, 9, 1)), true);
        assert_eq!(
            neet_spells(&overlapped, as_at),
            [
                NeetSpell {
                    since: date(2024, 1, 1),
                    ended_on: Some(date(2024, 6, 1)),
                    reason: G5
                },
                NeetSpell {
                    since: date(2024, 9, 1),
                    ended_on: None,
                    reason: G5
                }
            ]
        );
    }

    #[test]
    fn codes_read_back() {
        for activity in ActivityCode::ALL {
            assert_eq!(activity.code().parse(), Ok(activity));
            assert_eq!(
                activity.is_eet(),
                !activity.is_neet() && activity != ActivityCode::NotKnown
            );
        }
        assert_eq!("g5".parse(), Ok(ActivityCode::G5));
        assert_eq!("G7".parse::<ActivityCode>(), Err(()));
    }
}
