//! People: finding them, opening one with everything that is known, adding and changing.

pub(crate) mod change;
pub(crate) mod list;
pub(crate) mod open;
pub mod timeline;

use jiff::{Timestamp, civil::Date};

pub use change::{
    NewPerson, add, change_details, check_change, check_details, check_new, details,
    identifiers_to_change,
};
pub use list::{Choices, ListQuery, PersonList, PersonSummary, choices, export, list, place_of};
pub use open::{
    AtJobcentre, History, Identifier, PastIdentifier, PersonPage, StatusNow, Who, history, open,
    who,
};
pub(crate) use open::{facts_of, find_own, shown_name};
pub use store::person::PersonVersion;

/// Which moment a page shows: what was true on a day, as it was known at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    pub as_at: Date,
    /// `None`: as it is known now.
    pub known_at: Option<Timestamp>,
}

/// Reads a day as people type it: 2006-03-31, 31/03/2006, 31.3.2006, 31 3 2006.
pub fn parse_day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, third)
    } else {
        (third, first)
    };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, second.parse().ok()?, day.parse().ok()?).ok()
}
