//! The day in the address of a page about plans: what was known on it is shown, and nothing can be changed there.

use casework::{Actor, Error, person::View};
use jiff::{Timestamp, civil::Date};

use crate::{clock, web::context::Problem};

/// An earlier day, or none where the page shows what stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    pub day: Option<Date>,
    today: Date,
}

impl Known {
    /// From `known` in an address, such as 2026-03-31. Today and later days are the same as no day.
    pub fn read(typed: &str, actor: &Actor) -> Result<Self, Problem> {
        let today = actor.moment.today;
        let typed = typed.trim();
        let day = if typed.is_empty() {
            None
        } else {
            let read: Result<Date, _> = typed.parse();
            Some(read.map_err(|_| {
                Problem::Refused(
                    "That is no real date. Go back and choose a day, such as 2026-03-31."
                        .to_owned(),
                )
            })?)
        };
        Ok(Self {
            day: day.filter(|day| *day < today),
            today,
        })
    }

    pub fn now(actor: &Actor) -> Self {
        Self {
            day: None,
            today: actor.moment.today,
        }
    }

    pub fn is_now(self) -> bool {
        self.day.is_none()
    }

    /// The day as at which the page is worked out.
    pub fn as_at(self) -> Date {
        self.day.unwrap_or(self.today)
    }

    pub fn at(self) -> Option<Timestamp> {
        self.day.map(clock::end_of)
    }

    pub fn view(self) -> View {
        View {
            as_at: self.as_at(),
            known_at: self.at(),
        }
    }

    /// For a link to another page about the same: "?known=2026-03-31"; empty now.
    pub fn query(self) -> String {
        self.day
            .map_or_else(String::new, |day| format!("?known={day}"))
    }

    /// The same behind other words of an address.
    pub fn and(self) -> String {
        self.day
            .map_or_else(String::new, |day| format!("&known={day}"))
    }

    /// What was not there yet on the day is said as it is.
    pub fn or_not_yet(self, error: Error) -> Problem {
        match error {
            Error::NotFound(_) if !self.is_now() => Problem::Refused(
                "Nothing was known of this on that day. Choose a later day.".to_owned(),
            ),
            error => error.into(),
        }
    }
}
