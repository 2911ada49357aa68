//! Which worker is there for a young person, in which role, and the days on which there was none.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::spell::{Spell, gaps};

/// What a worker is to a young person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkerRole {
    PersonalAdviser,
    SocialWorker,
    YouthAdviser,
}

impl WorkerRole {
    pub const ALL: [Self; 3] = [
        Self::PersonalAdviser,
        Self::SocialWorker,
        Self::YouthAdviser,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::PersonalAdviser => "personal_adviser",
            Self::SocialWorker => "social_worker",
            Self::YouthAdviser => "youth_adviser",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::PersonalAdviser => "Personal adviser",
            Self::SocialWorker => "Social worker",
            Self::YouthAdviser => "Youth adviser",
        }
    }
}

impl FromStr for WorkerRole {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|role| role.code() == text)
            .ok_or(())
    }
}

/// A worker in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Allocation {
    pub role: WorkerRole,
    pub worker: Uuid,
}

/// The worker in a role on a day: the one allocated last, or `None`, which every list shows as plainly as a name.
pub fn worker_on(
    allocations: &[Spell<Allocation>],
    role: WorkerRole,
    day: Date,
) -> Option<Spell<Allocation>> {
    allocations
        .iter()
        .filter(|spell| spell.value.role == role && spell.holds_on(day))
        .max_by_key(|spell| spell.starts_on)
        .copied()
}

/// The stretches from `from` until the day before `until` without anybody in the role.
pub fn days_without(
    allocations: &[Spell<Allocation>],
    role: WorkerRole,
    from: Date,
    until: Date,
) -> Vec<(Date, Date)> {
    gaps(
        allocations.iter().filter(|spell| spell.value.role == role),
        from,
        until,
    )
}
