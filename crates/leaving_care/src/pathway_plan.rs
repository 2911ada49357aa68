//! What stands in an assessment or a plan: a young person's own words, what was agreed under each head, goals with their steps.

mod compare;
mod finding;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use compare::{Compared, compare, in_words};
pub use finding::{PlanFinding, Promise, SignOff, findings};

use crate::action::Owner;

/// Everything in a plan, part by part: the keys are the ids of the form's heads.
pub type Content = BTreeMap<String, Section>;

/// One part of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Section {
    /// As the young person said it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub own_words: String,
    /// They were asked and did not want to say anything this time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub had_nothing_to_say: bool,
    /// How things are and what was agreed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
}

impl Section {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is to be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub what: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A step towards a goal. At sign-off it becomes an action under the same id, and keeps it from review to review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub id: Uuid,
    pub what: String,
    #[serde(default, skip_serializing_if = "Owner::is_nobody")]
    pub owner: Owner,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub resources: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
}

/// What the young person says to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub answer: Option<Agreed>,
    /// Why, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How they took part: the record that the plan was written with them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub took_part: String,
    /// Who else was asked, and what they said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub others: String,
}

/// Whether they agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreed {
    Yes,
    InPart,
    No,
    /// They were asked and did not say.
    DidNotSay,
}

impl Agreed {
    pub const ALL: [Self; 4] = [Self::Yes, Self::InPart, Self::No, Self::DidNotSay];

    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::InPart => "in_part",
            Self::No => "no",
            Self::DidNotSay => "did_not_say",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "They agree",
            Self::InPart => "They agree with some of it",
            Self::No => "They do not agree",
            Self::DidNotSay => "They were asked and did not say",
        }
    }

    /// The same as the young person says it.
    pub fn own_label(self) -> &'static str {
        match self {
            Self::Yes => "I agree",
            Self::InPart => "I agree with some of it",
            Self::No => "I do not agree",
            Self::DidNotSay => "I do not want to say",
        }
    }

    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|agreed| agreed.code() == text)
    }
}

/// Every step of a plan with the goal to which it belongs, in the order of the parts.
pub fn steps(content: &Content) -> impl Iterator<Item = (&Goal, &Step)> {
    content
        .values()
        .flat_map(|section| &section.goals)
        .flat_map(|goal| goal.steps.iter().map(move |step| (goal, step)))
}
