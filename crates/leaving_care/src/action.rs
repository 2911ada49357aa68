//! An action: what, by whom, with what, by when, because of what, and what came of it. One kind for plans, panels and boards.

mod owner;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use owner::Owner;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Kept,
    NotKept,
    NoLongerNeeded,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Kept, Self::NotKept, Self::NoLongerNeeded];

    pub fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::NotKept => "not_kept",
            Self::NoLongerNeeded => "no_longer_needed",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Kept => "Kept",
            Self::NotKept => "Not kept yet",
            Self::NoLongerNeeded => "No longer needed",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == text)
    }
}

/// Because of what somebody is to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Because {
    PathwayPlan(Uuid),
}

impl Because {
    pub fn code(self) -> &'static str {
        match self {
            Self::PathwayPlan(_) => "pathway_plan",
        }
    }

    pub fn id(self) -> Uuid {
        match self {
            Self::PathwayPlan(id) => id,
        }
    }

    pub fn from_parts(code: &str, id: Uuid) -> Option<Self> {
        (code == "pathway_plan").then_some(Self::PathwayPlan(id))
    }
}

/// What somebody said they would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub what: String,
    pub owner: Owner,
    /// What it takes: money, time, a lift, a form.
    pub resources: String,
    pub due_on: Option<Date>,
    /// What it is for.
    pub goal: String,
    pub because: Because,
    pub came_of_it: Option<CameOfIt>,
}

/// What came of an action, when, and in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameOfIt {
    pub outcome: Outcome,
    pub on: Date,
    pub note: String,
}

impl Action {
    /// Whether its day has passed and nobody has said what came of it. Worked out, never stored.
    pub fn is_late(&self, as_at: Date) -> bool {
        self.came_of_it.is_none() && self.due_on.is_some_and(|due_on| due_on < as_at)
    }

    /// Whether nothing more is to be done: kept, or no longer needed.
    pub fn is_over(&self) -> bool {
        self.came_of_it
            .as_ref()
            .is_some_and(|came| came.outcome != Outcome::NotKept)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn late_means_the_day_after_with_nothing_said() {
        let check = |due_on, outcome: Option<Outcome>, as_at, is_late, is_over| {
            let action = Action {
                what: "Visit the college".into(),
                owner: Owner::other("Sam"),
                resources: String::new(),
                due_on,
                goal: String::new(),
                because: Because::PathwayPlan(Uuid::nil()),
                came_of_it: outcome.map(|outcome| CameOfIt {
                    outcome,
                    on: as_at,
                    note: String::new(),
                }),
            };
            assert_eq!(action.is_late(as_at), is_late, "{due_on:?} {as_at}");
            assert_eq!(action.is_over(), is_over, "{outcome:?}");
        };
        let due = Some(date(2028, 2, 29));
        check(due, None, date(2028, 2, 28), false, false);
        check(due, None, date(2028, 2, 29), false, false);
        check(due, None, date(2028, 3, 1), true, false);
        check(due, Some(Outcome::Kept), date(2028, 3, 1), false, true);
        check(due, Some(Outcome::NotKept), date(2028, 3, 1), false, false);
        check(
            due,
            Some(Outcome::NoLongerNeeded),
            date(2028, 3, 1),
            false,
            true,
        );
        check(None, None, date(2030, 1, 1), false, false);
    }
}
