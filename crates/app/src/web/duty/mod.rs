//! Duties on pages: a line of a list with its one action, and putting a duty off for a reason that its protocol names.

pub mod excuse;
mod row;

pub use row::{Row, Tap, standing, was_due};

use uuid::Uuid;

/// Where one goes on after recording something: back to where it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Back {
    /// My work.
    Work,
    /// All duties of the person.
    Duties,
    #[default]
    Person,
}

impl Back {
    /// From the word in an address or a form; any other word leads to the person.
    pub fn of(word: &str) -> Self {
        match word {
            "work" => Self::Work,
            "duties" => Self::Duties,
            _ => Self::Person,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Duties => "duties",
            Self::Person => "",
        }
    }

    pub fn href(self, person: Uuid) -> String {
        match self {
            Self::Work => "/".to_owned(),
            Self::Duties => format!("/people/{person}/duties"),
            Self::Person => format!("/people/{person}"),
        }
    }

    /// The same with the word for what was done.
    pub fn after(self, person: Uuid, done: &str) -> String {
        format!("{}?done={done}", self.href(person))
    }
}

/// What was done just before, from its word in an address.
pub fn notice(word: &str) -> Option<String> {
    let words = match word {
        "contact" => "Contact saved",
        "event" => "Saved",
        "promise" => "Saved what came of it",
        "excuse" => "Put off. The reason is in the history.",
        _ => return None,
    };
    Some(words.to_owned())
}
