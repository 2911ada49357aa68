//! Where a fact comes from, and how much that source can say.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::spell::Spell;

/// How a fact came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A worker or partner recorded it with its own dates.
    Recorded,
    /// A statutory return reported it as true on one day (a birthday); it is taken to hold until something later is known.
    Returned,
    /// Another system's "current" row: a claim without history, true when the file was made.
    Claimed,
    /// Made up to fill a suppressed figure of a made-up council. Never real.
    Imputed,
}

impl Standing {
    pub const ALL: [Self; 4] = [Self::Recorded, Self::Returned, Self::Claimed, Self::Imputed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Returned => "returned",
            Self::Claimed => "claimed",
            Self::Imputed => "imputed",
        }
    }

    /// Whether it is one observation rather than a history: such a fact is overtaken by anything recorded after its start.
    pub fn is_observation(self) -> bool {
        matches!(self, Self::Returned | Self::Claimed)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Recorded => "Recorded by a worker",
            Self::Returned => "Reported in a statutory return",
            Self::Claimed => "Copied from another system, without its history",
            Self::Imputed => "Made up to stand in for a hidden figure",
        }
    }
}

impl FromStr for Standing {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|standing| standing.code() == text)
            .ok_or(())
    }
}

/// The spells that hold on a day and count there.
///
/// What workers recorded and what returns or other systems reported are two stories of one life; the one with the latest news by
/// that day counts, recorded before reported on the same day. So a return's old observation does not come back when what a worker
/// recorded since has ended, and a new return is not hidden by something recorded long ago that nobody ended.
pub fn counting_on<T>(
    spells: &[Spell<T>],
    day: Date,
    standing: impl Fn(&T) -> Standing,
) -> impl Iterator<Item = &Spell<T>> {
    let newest = |is_observation: bool| {
        let of_story = spells.iter().filter(|spell| {
            spell.starts_on <= day && standing(&spell.value).is_observation() == is_observation
        });
        of_story.map(|spell| spell.starts_on).max()
    };
    let observation_counts = newest(true) > newest(false);
    spells.iter().filter(move |spell| {
        spell.holds_on(day) && standing(&spell.value).is_observation() == observation_counts
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_story_with_the_latest_news_counts() {
        use Standing::{Claimed, Recorded, Returned};
        let day = date(2025, 6, 1);
        let check = |spells: &[(Standing, Date, Option<Date>)], expected: &[usize]| {
            let spells: Vec<Spell<(Standing, usize)>> = spells
                .iter()
                .enumerate()
                .map(|(number, (standing, from, until))| {
                    Spell::new((*standing, number), *from, *until)
                })
                .collect();
            let counting: Vec<usize> = counting_on(&spells, day, |value| value.0)
                .map(|spell| spell.value.1)
                .collect();
            assert_eq!(counting, expected, "{spells:?}");
        };
        let (early, late) = (date(2024, 1, 1), date(2025, 1, 1));
        check(&[], &[]);
        check(&[(Returned, early, None)], &[0]);
        check(&[(Returned, early, None), (Recorded, late, None)], &[1]);
        check(&[(Returned, early, None), (Recorded, late, Some(day))], &[]);
        check(&[(Recorded, early, None), (Returned, late, None)], &[1]);
        check(&[(Recorded, late, None), (Claimed, late, None)], &[0]);
        check(&[(Recorded, early, None), (Recorded, late, None)], &[0, 1]);
        check(
            &[(Recorded, early, None), (Returned, date(2025, 6, 2), None)],
            &[0],
        );
    }
}
