//! The code sets of the return, one file each: what each code means and for which years it may be used.
//!
//! Labels follow the Department's code sets as published in data-to-insight/ssd-data-model (data/objects) and in
//! the guide to the collection; which codes are valid follows rules 101, 103, 131 to 133, 143 to 146, 149, 178 and 1009
//! of the 2026/27 collection.

mod accommodation;
mod activity;
mod ethnicity;
mod in_touch;
mod legal_status;
mod need;
mod placement;
mod placement_change;
mod provider;
mod reason_ceased;
mod reason_new;
mod sex;

pub use accommodation::{Accommodation, AccommodationKind, Suitability};
pub use activity::Activity;
pub use ethnicity::Ethnicity;
pub use in_touch::InTouch;
pub use legal_status::LegalStatus;
pub use need::CategoryOfNeed;
pub use placement::Placement;
pub use placement_change::ReasonPlacementChanged;
pub use provider::PlacementProvider;
pub use reason_ceased::ReasonEpisodeCeased;
pub use reason_new::ReasonNewEpisode;
pub use sex::Sex;

/// The years of the collection, named by the year that ends on 31 March, in which a code may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    pub first: Option<i16>,
    pub last: Option<i16>,
    /// What took its place. With no `last` year, the code is known to be superseded, but not since when.
    pub superseded_by: Option<&'static str>,
}

impl Years {
    pub const ALWAYS: Self = Self {
        first: None,
        last: None,
        superseded_by: None,
    };

    const fn since(first: i16) -> Self {
        Self {
            first: Some(first),
            ..Self::ALWAYS
        }
    }

    const fn until(last: i16, superseded_by: &'static str) -> Self {
        Self {
            last: Some(last),
            superseded_by: Some(superseded_by),
            ..Self::ALWAYS
        }
    }

    const fn superseded(superseded_by: &'static str) -> Self {
        Self {
            superseded_by: Some(superseded_by),
            ..Self::ALWAYS
        }
    }

    /// Whether the code may be used in the year that ends on 31 March of `year_ending`.
    pub fn include(self, year_ending: i16) -> bool {
        let early = self.first.is_some_and(|first| year_ending < first);
        let late = match self.last {
            Some(last) => year_ending > last,
            None => self.superseded_by.is_some(),
        };
        !early && !late
    }
}

/// Text that is none of the codes of a set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a code of {set}")]
pub struct UnknownCode {
    pub set: &'static str,
    pub text: String,
}

/// Writes an enum for a closed set of codes: `Variant = "CODE", "plain label", years when not always;`
macro_rules! code_set {
    (@years) => { $crate::codes::Years::ALWAYS };
    (@years $years:expr) => { $years };
    (
        $(#[$attribute:meta])*
        $name:ident, $column:literal {
            $( $variant:ident = $code:literal, $label:literal $(, $years:expr)?; )*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( #[doc = $label] $variant, )*
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The code as the return writes it.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )* }
            }

            /// What the code means, in plain words.
            pub const fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }

            /// The years in which the code may be used.
            pub const fn years(self) -> $crate::codes::Years {
                match self { $( Self::$variant => $crate::codes::code_set!(@years $($years)?), )* }
            }

            fn of_code(code: &str) -> Option<Self> {
                match $crate::codes::as_number(code) {
                    $( number if number == const { $crate::codes::as_number($code) } => Some(Self::$variant), )*
                    _ => None,
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;

            /// Takes the code exactly as the Department writes it.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::of_code(text).ok_or_else(|| $crate::codes::UnknownCode { set: $column, text: text.to_owned() })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.code())
            }
        }

        impl $crate::cell::FieldValue for $name {
            const UNUSUAL: &'static str = $crate::codes::SMALL_LETTERS;

            fn read(text: &str) -> Option<Self> {
                Self::of_code(text).or_else(|| Self::of_code(&text.to_ascii_uppercase()))
            }

            fn read_plain(text: &str) -> Option<$crate::cell::Cell<Self>> {
                Self::of_code(text).map($crate::cell::Cell::of)
            }

            fn write(&self) -> std::borrow::Cow<'_, str> {
                self.code().into()
            }

            // It was read from this text, as it is or in capitals.
            fn is_written_as(&self, text: &str) -> bool {
                !text.bytes().any(|byte| byte.is_ascii_lowercase())
            }

            fn complaint(_: &str) -> $crate::cell::Complaint {
                // A return full of rubbish asks for this a hundred thousand times.
                static REMEDY: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| $crate::codes::use_one_of(
                    $name::ALL.iter().filter(|code| code.years().superseded_by.is_none()).map(|code| code.code())
                ));
                $crate::cell::Complaint {
                    reason: concat!("This is not a code that ", $column, " can hold.").into(),
                    remedy: REMEDY.as_str().into(),
                }
            }

            fn years(&self) -> $crate::codes::Years {
                (*self).years()
            }
        }
    };
}
use code_set;

const SMALL_LETTERS: &str = "This code is written in small letters; it was understood.";

fn use_one_of(codes: impl Iterator<Item = &'static str>) -> String {
    let codes: Vec<&str> = codes.collect();
    format!("Use one of {}.", codes.join(", "))
}

/// A code as a number, so that a cell is told apart from thirty codes by one jump and not by thirty comparisons of text. The length
/// stands in the last byte; longer text than any code has becomes a number that no code has.
const fn as_number(code: &str) -> u64 {
    let bytes = code.as_bytes();
    if bytes.len() > 7 {
        return u64::MAX;
    }
    let mut number = bytes.len() as u64;
    let mut place = 0;
    while place < bytes.len() {
        number |= (bytes[place] as u64) << (8 * (place + 1));
        place += 1;
    }
    number
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::{Debug, Display};
    use std::str::FromStr;

    use super::*;

    fn check<T: FromStr + Display + Copy + Debug + PartialEq>(
        all: &[T],
        label: fn(T) -> &'static str,
    ) {
        let mut seen = BTreeSet::new();
        for code in all {
            let text = code.to_string();
            assert_eq!(text.parse::<T>().ok(), Some(*code), "{code:?}");
            assert!(!label(*code).is_empty(), "{code:?}");
            assert!(seen.insert(text), "{code:?} has the code of another");
        }
        assert!("NONESUCH".parse::<T>().is_err());
        assert!("".parse::<T>().is_err());
    }

    #[test]
    fn each_code_is_written_and_read_back() {
        check(InTouch::ALL, InTouch::label);
        check(Activity::ALL, Activity::label);
        check(AccommodationKind::ALL, AccommodationKind::label);
        check(LegalStatus::ALL, LegalStatus::label);
        check(Placement::ALL, Placement::label);
        check(PlacementProvider::ALL, PlacementProvider::label);
        check(ReasonNewEpisode::ALL, ReasonNewEpisode::label);
        check(ReasonEpisodeCeased::ALL, ReasonEpisodeCeased::label);
        check(CategoryOfNeed::ALL, CategoryOfNeed::label);
        check(ReasonPlacementChanged::ALL, ReasonPlacementChanged::label);
        check(Sex::ALL, Sex::label);
        check(Ethnicity::ALL, Ethnicity::label);
    }

    #[test]
    fn a_code_holds_for_its_years() {
        let check = |years: Years, year_ending: i16, holds: bool| {
            assert_eq!(
                years.include(year_ending),
                holds,
                "{years:?} in {year_ending}"
            );
        };
        check(Activity::HigherEducationFullTime.years(), 2018, true);
        check(
            Activity::SupersededTrainingOrEmploymentFullTime.years(),
            2018,
            false,
        );
        check(Placement::Other.years(), 2025, true);
        check(Placement::Other.years(), 2026, false);
        check(Placement::Other11.years(), 2025, false);
        check(Placement::Other11.years(), 2026, true);
        check(Placement::SupportedAccommodation.years(), 2023, false);
        check(Placement::SupportedAccommodation.years(), 2024, true);
        check(Sex::MaleBefore2025.years(), 2024, true);
        check(Sex::MaleBefore2025.years(), 2025, false);
        check(Sex::Male.years(), 2024, false);
        check(Sex::Male.years(), 2025, true);
    }
}
